using System.Text.Json;

namespace Deployment;

/// <summary>Writes stack outputs as the CDK CLI's --outputs-file does: {"StackName": {"OutputKey": "value"}}.</summary>
public static class OutputsFile
{
    static readonly JsonSerializerOptions indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Stacks without outputs are left out, as the CLI does.</summary>
    public static async Task WriteAsync(string path, DeploymentReport report, CancellationToken cancellationToken)
    {
        var outputs = new SortedDictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var stack in report.Stacks.Where(stack => stack.Outputs.Count > 0))
            outputs[stack.Stack.StackName] = stack.Outputs;
        var directory = Path.GetDirectoryName(Path.GetFullPath(path));
        if (directory is not null)
            Directory.CreateDirectory(directory);
        var text = JsonSerializer.Serialize(outputs, indented);
        await File.WriteAllTextAsync(path, text + "\n", cancellationToken);
    }
}
