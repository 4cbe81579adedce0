using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Deployment.Files;
using Deployment.Texts;
using Reporting.Pages;

namespace Reporting.Runs;

/// <summary>
/// Keeps the pages of the last runs: of each run its own, of each target the last one, and an index of all. A page is found by
/// its summary beside it, so that runs side by side share no file but the index, which the last of them writes.
/// </summary>
public static partial class RunFiles
{
    /// <summary>How many runs are kept in each folder.</summary>
    public const int Kept = 20;

    public const string Index = "index.html";

    const string SummaryEnd = ".run.json";

    static readonly JsonSerializerOptions format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the page of a run.</summary>
    /// <param name="root">The folder of all reports, where the index is.</param>
    /// <param name="folder">The folder of this run's reports, the same or one below.</param>
    /// <param name="targets">The targets whose last run this is.</param>
    /// <returns>The file that the last run of the last target is found in.</returns>
    /// <exception cref="Deployment.BuildException">FileNotWritten.</exception>
    public static string Write(string root, string folder, IReadOnlyList<string> targets, RunPage page)
    {
        var text = RunPageText.Of(page, Relative(folder, Path.Combine(root, Index)));
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{FileName(targets[^1])}-{page.Run.Began.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}"
        );
        WholeFile.Write(Path.Combine(folder, $"{name}.html"), text);
        WholeFile.Write(
            Path.Combine(folder, name + SummaryEnd),
            ForeignText.ToJson(JsonSerializer.Serialize(page.Run, format))
        );
        foreach (var target in targets)
            WholeFile.Write(Path.Combine(folder, $"{FileName(target)}.html"), text);
        Forget(folder);
        WriteIndex(root);
        return Path.Combine(folder, $"{FileName(targets[^1])}.html");
    }

    /// <summary>Writes the index of the runs whose pages are there.</summary>
    public static void WriteIndex(string root)
    {
        var runs = Directory
            .EnumerateFiles(root, $"*{SummaryEnd}", SearchOption.AllDirectories)
            .Select(file => (Run: Read(file), Page: Relative(root, PageOf(file))))
            .Where(run => run.Run is not null)
            .OrderByDescending(run => run.Run!.Began)
            .Select(run => (run.Run!, run.Page));
        WholeFile.Write(Path.Combine(root, Index), IndexPage.Of([.. runs]));
    }

    /// <summary>Deletes the oldest runs beyond those that are kept.</summary>
    static void Forget(string folder)
    {
        var old = Directory
            .EnumerateFiles(folder, $"*{SummaryEnd}")
            .Where(file => Dated().IsMatch(Path.GetFileName(file)))
            .OrderByDescending(file => Dated().Match(Path.GetFileName(file)).Groups[1].Value, StringComparer.Ordinal)
            .Skip(Kept);
        foreach (var file in old)
        {
            File.Delete(file);
            File.Delete(PageOf(file));
        }
    }

    /// <summary>Null where another run has just deleted it, or where it is none of this version's.</summary>
    static RunSummary? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<RunSummary>(File.ReadAllText(file), format);
        }
        catch (Exception exception) when (exception is FileNotFoundException or JsonException)
        {
            return null;
        }
    }

    static string PageOf(string summary) => $"{summary[..^SummaryEnd.Length]}.html";

    static string Relative(string folder, string file) =>
        Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');

    static string FileName(string target) => target.ToLowerInvariant();

    [GeneratedRegex(@"-(\d{8}T\d{9}Z)\.run\.json$")]
    private static partial Regex Dated();
}
