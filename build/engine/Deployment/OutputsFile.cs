using System.Text.Json;
using Deployment.Files;

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
    /// <exception cref="BuildException">FileNotWritten.</exception>
    public static void Write(string path, DeploymentReport report)
    {
        var outputs = new SortedDictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var stack in report.Stacks.Where(stack => stack.Outputs.Count > 0))
            outputs[stack.Stack.StackName] = stack.Outputs;
        WholeFile.Write(path, JsonSerializer.Serialize(outputs, indented) + "\n");
    }
}
