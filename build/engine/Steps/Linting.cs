using System.Text.RegularExpressions;
using Fingerprints.Observations;
using Settings.Projects;
using Steps.Traces;

namespace Steps;

/// <summary>
/// Lints sources, by the rules of one file for both apps. Rules about imports read the modules that are imported, which the
/// linter does not list: they are followed by their paths.
/// </summary>
static partial class Linting
{
    public const string Rules = ".oxlintrc.json";

    static readonly string[] linted = ["src", "test", ".projenrc.ts"];

    public static readonly string[] Arguments =
    [
        "--config",
        $"../{Rules}",
        "--deny-warnings",
        "--disable-nested-config",
        "--threads=1",
        .. linted,
    ];

    /// <summary>Returns what it may have read.</summary>
    public static async Task<IReadOnlyList<Observation>> RunAsync(ProjectContext context, Project project)
    {
        await NodePackages.RunAsync(context, project, "the linter", "oxlint/bin/oxlint", Arguments);
        var folder = project.DirectoryIn(context.Root);
        var known = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. linted
                .Select(name => Path.Combine(folder, name))
                .SelectMany(path =>
                    Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [path]
                )
                .SelectMany(file => Imported(file, known))
                .Concat(ConfigurationFiles.Of(Path.Combine(context.Root, Rules)))
                .Concat(ConfigurationFiles.Of(Path.Combine(folder, "tsconfig.json")))
                .Distinct(),
        ];
    }

    /// <summary>The modules that a source names by their path, whatever the extension that is left out, and those that they name.</summary>
    internal static IEnumerable<Observation> Imported(string source, HashSet<string> known)
    {
        if (!known.Add(source) || !IsSource(source) || !File.Exists(source))
            yield break;
        foreach (Match import in RelativeImport().Matches(File.ReadAllText(source)))
        {
            var path = Path.GetFullPath(import.Groups[1].Value, Path.GetDirectoryName(source)!);
            foreach (var candidate in ModuleSurroundings.Candidates(path))
            {
                yield return new Observation.File(candidate);
                if (!File.Exists(candidate))
                    continue;
                foreach (var below in ModuleSurroundings.Of(candidate).Concat(Imported(candidate, known)))
                    yield return below;
            }
        }
    }

    static bool IsSource(string file) =>
        Path.GetExtension(file) is ".ts" or ".tsx" or ".mts" or ".cts" or ".js" or ".jsx" or ".mjs" or ".cjs";

    [GeneratedRegex("""(?:from|import|require)\s*\(?\s*["'](\.{1,2}/?[^"'\n]*)["']""")]
    private static partial Regex RelativeImport();
}
