using Fingerprints.Observations;

namespace Steps.Traces;

/// <summary>What decides which file a module's name means, and how it is read: files beside it, and settings above it.</summary>
static class ModuleSurroundings
{
    static readonly string[] extensions =
    [
        ".ts",
        ".tsx",
        ".d.ts",
        ".mts",
        ".cts",
        ".js",
        ".jsx",
        ".mjs",
        ".cjs",
        ".json",
        ".node",
    ];

    /// <summary>Nothing for what is no module.</summary>
    public static IEnumerable<Observation> Of(string file)
    {
        if (!extensions.Contains(Path.GetExtension(file)))
            yield break;
        foreach (var beside in extensions.Select(extension => Path.ChangeExtension(file, null) + extension))
            yield return new Observation.Presence(beside, Kind: null);
        for (var above = Path.GetDirectoryName(file); above is not null; above = Path.GetDirectoryName(above))
        {
            yield return new Observation.File(Path.Combine(above, "package.json"));
            yield return new Observation.Presence(Path.Combine(above, "node_modules"), Kind: null);
        }
    }

    /// <summary>The files that a module's path may mean, without its extension or with that of what it is compiled to.</summary>
    public static IEnumerable<string> Candidates(string path)
    {
        var without = Path.ChangeExtension(path, null);
        return extensions
            .Prepend("")
            .SelectMany(extension =>
                (string[])[path + extension, without + extension, Path.Combine(path, "index" + extension)]
            )
            .Distinct(StringComparer.Ordinal);
    }
}
