using System.Text.RegularExpressions;
using Fingerprints.Observations;

namespace Steps.Traces;

/// <summary>A configuration in JSON, of TypeScript or of the linter, with those that it extends.</summary>
static partial class ConfigurationFiles
{
    /// <summary>Packages that are extended are pinned by the lock file.</summary>
    public static IEnumerable<Observation> Of(string file) =>
        Below(Path.GetFullPath(file), new HashSet<string>(StringComparer.Ordinal));

    static IEnumerable<Observation> Below(string file, HashSet<string> known)
    {
        if (!known.Add(file))
            yield break;
        yield return new Observation.File(file);
        if (!File.Exists(file))
            yield break;
        foreach (Match extends in Extends().Matches(File.ReadAllText(file)))
        {
            foreach (Match name in Quoted().Matches(extends.Groups[1].Value))
            {
                var path = name.Groups[1].Value;
                if (!path.StartsWith('.') && !Path.IsPathRooted(path))
                    continue;
                var full = Path.GetFullPath(path, Path.GetDirectoryName(file)!);
                foreach (var below in Below(full, known).Concat(Below(full + ".json", known)))
                    yield return below;
            }
        }
    }

    [GeneratedRegex("""["']extends["']\s*:\s*(\[[^\]]*\]|"[^"]*")""")]
    private static partial Regex Extends();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();
}
