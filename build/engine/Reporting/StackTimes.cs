using System.Text.Json;
using Deployment;
using Deployment.Files;

namespace Reporting;

/// <summary>
/// How long each stack took when it was last created, changed or deleted: a file beside the reports, by which a view says what
/// is typical.
/// </summary>
public sealed class StackTimes
{
    const string Name = "stack-times.json";

    readonly Dictionary<string, double> seconds;

    StackTimes(Dictionary<string, double> seconds) => this.seconds = seconds;

    /// <summary>Nothing is known.</summary>
    public static StackTimes None { get; } = new([]);

    /// <summary>Reads the file of a folder of reports; what is not there, or is no such file, says nothing.</summary>
    public static StackTimes Read(string folder)
    {
        try
        {
            return new(
                JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(Path.Combine(folder, Name)))
                    ?? []
            );
        }
        catch (Exception exception)
            when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return new([]);
        }
    }

    /// <summary>Null where it is not known.</summary>
    public TimeSpan? Of(StackReference stack) =>
        seconds.TryGetValue(DeploymentLines.Place(stack), out var last) && last is >= 0 and < 1e6
            ? TimeSpan.FromSeconds(last)
            : null;

    /// <summary>Notes the stacks on which there was something to do, and writes the file.</summary>
    /// <exception cref="BuildException">FileNotWritten.</exception>
    public static void Note(string folder, IEnumerable<StackResult> results)
    {
        var times = Read(folder).seconds;
        foreach (var result in results.Where(result => result is StackResult.Deployed or StackResult.Destroyed))
            times[DeploymentLines.Place(result.Stack)] = result.Elapsed.TotalSeconds;
        WholeFile.Write(Path.Combine(folder, Name), JsonSerializer.Serialize(times));
    }
}
