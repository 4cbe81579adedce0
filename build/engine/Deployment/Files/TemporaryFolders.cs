using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Deployment.Files;

/// <summary>
/// The temporary folders of this program, for their owner alone. Each says whose process it is of, so that a run finds what
/// one that was killed has left behind.
/// </summary>
public static class TemporaryFolders
{
    const string Program = "cdk-deployments";

    static readonly EnumerationOptions accessible = new() { IgnoreInaccessible = true };

    /// <summary>Processes of containers that share a temporary folder have the same numbers, but not the same host.</summary>
    static string OfThisHost => $"{Program}-{Environment.MachineName}-";

    static string OfThisProcess => string.Create(CultureInfo.InvariantCulture, $"{OfThisHost}{Environment.ProcessId}-");

    /// <param name="purpose">A word for whoever finds it.</param>
    public static string Create(string purpose) =>
        Directory.CreateTempSubdirectory($"{OfThisProcess}{purpose}-").FullName;

    /// <summary>The path of one that is made when it is needed, by whoever needs it.</summary>
    public static string PathFor(string purpose) =>
        Path.Combine(
            Path.GetTempPath(),
            $"{OfThisProcess}{purpose}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"
        );

    /// <summary>Removes those of processes that are gone, links in them but not what these lead to.</summary>
    public static void RemoveLeftovers() => Remove(process => !IsRunning(process));

    /// <summary>Removes those of this process.</summary>
    public static void RemoveOwn() => Remove(process => process == Environment.ProcessId);

    static void Remove(Predicate<int> isOver)
    {
        var temporary = Path.GetTempPath();
        if (!Directory.Exists(temporary))
            return;
        foreach (var folder in Directory.EnumerateDirectories(temporary, $"{OfThisHost}*", accessible))
        {
            var process = Path.GetFileName(folder)[OfThisHost.Length..].Split('-')[0];
            if (!int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || !isOver(id))
                continue;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another run removes it at the same time.
            }
        }
    }

    static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
