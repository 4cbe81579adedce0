using System.Text.Json;
using Deployment;
using Deployment.Files;

namespace Reporting;

/// <summary>
/// How long each stack took when a target last had something to do with it: a file for each target beside the reports, by which
/// a view says what is typical.
/// </summary>
public sealed class StackTimes
{
    readonly Dictionary<string, double> seconds;

    StackTimes(Dictionary<string, double> seconds) => this.seconds = seconds;

    /// <summary>Nothing is known.</summary>
    public static StackTimes None { get; } = new([]);

    /// <summary>Reads the file of a target; what is not there, or is no such file, says nothing.</summary>
    public static StackTimes Read(string folder, string target)
    {
        try
        {
            return new(
                JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllText(PathOf(folder, target))) ?? []
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
    public static void Note(string folder, string target, IEnumerable<StackResult> results)
    {
        var times = Read(folder, target).seconds;
        foreach (var result in results.Where(result => result is StackResult.Deployed or StackResult.Destroyed))
            times[DeploymentLines.Place(result.Stack)] = result.Elapsed.TotalSeconds;
        WholeFile.Write(PathOf(folder, target), JsonSerializer.Serialize(times));
    }

    static string PathOf(string folder, string target) =>
        Path.Combine(folder, $"{target.ToLowerInvariant()}-times.json");
}
