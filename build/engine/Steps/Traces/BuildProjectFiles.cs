using System.Text.RegularExpressions;
using Fingerprints.Observations;

namespace Steps.Traces;

/// <summary>A project file of MSBuild with what it imports, the environment variables that it may read as properties, and what makes its result differ each time.</summary>
static partial class BuildProjectFiles
{
    /// <summary>What the SDK takes up from the project's folder and those above it.</summary>
    public static readonly string[] TakenUp =
    [
        "Directory.Build.props",
        "Directory.Build.targets",
        "Directory.Build.rsp",
        "Directory.Packages.props",
        "NuGet.config",
        "nuget.config",
        "NuGet.Config",
        "global.json",
        ".editorconfig",
        ".globalconfig",
    ];

    public static IEnumerable<Observation> Of(string project)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var above = Above(project).ToList();
        return above
            .Select(file => new Observation.File(file))
            .Concat(above.Prepend(project).SelectMany(file => Below(file, project, known)));
    }

    /// <summary>The files that the SDK takes up, whether they are there or not.</summary>
    static IEnumerable<string> Above(string project)
    {
        for (var folder = Path.GetDirectoryName(project); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (var name in TakenUp)
                yield return Path.Combine(folder, name);
        }
    }

    static IEnumerable<Observation> Below(string file, string project, HashSet<string> known)
    {
        if (!known.Add(file))
            yield break;
        yield return new Observation.File(file);
        if (
            !File.Exists(file)
            || Path.GetExtension(file) is not ("" or ".props" or ".targets" or ".proj" or ".projitems" or ".csproj")
        )
            yield break;
        var text = File.ReadAllText(file);
        foreach (Match property in Property().Matches(text))
            yield return new Observation.Variable(property.Groups[1].Value);
        foreach (Match variable in Variable().Matches(text))
            yield return new Observation.Variable(variable.Groups[1].Value);
        if (Unsteady().Match(text) is { Success: true } unsteady)
            yield return new Observation.Doubt($"{file} asks for {unsteady.Value.Trim('<', ' ')}");
        foreach (var path in Paths(Include(), text, file, project))
        {
            if (path.Contains('*', StringComparison.Ordinal))
            {
                foreach (var folder in Matching(path[..path.IndexOf('*', StringComparison.Ordinal)]))
                    yield return folder;
            }
        }
        foreach (var path in Paths(Import(), text, file, project))
        {
            if (path.Contains("$(", StringComparison.Ordinal) || path.Contains('*', StringComparison.Ordinal))
            {
                if (!TakenUp.Any(name => path.Contains(name, StringComparison.Ordinal)))
                    yield return new Observation.Doubt($"{file} imports {path}");
                continue;
            }
            foreach (var below in Below(path, project, known))
                yield return below;
        }
    }

    static IEnumerable<string> Paths(Regex attribute, string text, string file, string project) =>
        attribute
            .Matches(text)
            .SelectMany(match => match.Groups[1].Value.Split(';'))
            .Select(path =>
                path.Trim()
                    .Replace('\\', '/')
                    .Replace(
                        "$(MSBuildThisFileDirectory)",
                        Path.GetDirectoryName(file) + "/",
                        StringComparison.OrdinalIgnoreCase
                    )
                    .Replace(
                        "$(MSBuildProjectDirectory)",
                        Path.GetDirectoryName(project),
                        StringComparison.OrdinalIgnoreCase
                    )
            )
            .Where(path => path.Length > 0)
            .Select(path =>
                path.Contains("$(", StringComparison.Ordinal)
                    ? path
                    : Path.GetFullPath(path, Path.GetDirectoryName(file)!)
            );

    static IEnumerable<Observation> Matching(string beginning)
    {
        var folder = Path.GetDirectoryName(beginning);
        return folder is not null && Directory.Exists(folder)
            ? Directory
                .EnumerateDirectories(folder, "*", SearchOption.AllDirectories)
                .Where(below =>
                    !below.Contains("/obj", StringComparison.Ordinal)
                    && !below.Contains("/bin", StringComparison.Ordinal)
                )
                .Prepend(folder)
                .Select(below => new Observation.Folder(below, Names: null))
            : [];
    }

    [GeneratedRegex("""\$\(([A-Za-z_]\w*)\)""")]
    private static partial Regex Property();

    [GeneratedRegex("""GetEnvironmentVariable\(\s*['"`]?([\w()]+)['"`]?\s*\)""")]
    private static partial Regex Variable();

    [GeneratedRegex(
        """System\.DateTime(Offset)?\]?::(UtcNow|Now|Today)|NewGuid|<Exec\b|<DownloadFile\b|System\.Random|Version\s*=\s*"[^"]*\*"""
    )]
    private static partial Regex Unsteady();

    [GeneratedRegex("""<Import\s[^>]*?Project\s*=\s*"([^"]*)["]""")]
    private static partial Regex Import();

    [GeneratedRegex("""\s(?:Include|Update)\s*=\s*"([^"]*)["]""")]
    private static partial Regex Include();
}
