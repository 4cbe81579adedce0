using System.Text.Json;

namespace Steps.Conventions;

/// <summary>An app with a package.json: packages by its lock file, and the scripts <c>build</c> and <c>test</c> where it has them.</summary>
static class NodeConvention
{
    /// <summary>With what the lock file of yarn's first version begins; the later ones are YAML with <c>__metadata</c>.</summary>
    const string FirstYarn = "# yarn lockfile v1";

    /// <summary>The last of yarn's first versions. By its number, not by a hash: npm holds it to what the registry says.</summary>
    const string LastFirstYarn = "yarn@1.22.22";

    public static AppConvention Of(string folder)
    {
        var scripts = Scripts(Path.Combine(folder, "package.json"));
        var yarnLock = Path.Combine(folder, "yarn.lock");
        var isYarn = File.Exists(yarnLock);
        var isFirstYarn = isYarn && File.ReadAllText(yarnLock).Contains(FirstYarn, StringComparison.Ordinal);
        var isLocked = File.Exists(Path.Combine(folder, "package-lock.json"));
        string[] install =
            isFirstYarn ? ["npx", "--yes", LastFirstYarn, "install", "--frozen-lockfile", "--non-interactive"]
            : isYarn ? [AppConvention.PinnedYarn, "install", "--immutable"]
            : ["npm", isLocked ? "ci" : "install", "--no-audit", "--no-fund"];
        return new([install], Script("build"), Script("test"))
        {
            Locks =
                isYarn ? ["package.json", "yarn.lock", ".yarnrc", ".yarnrc.yml", ".yarn/**", ".npmrc"]
                : isLocked ? ["package.json", "package-lock.json", ".npmrc"]
                : [],
            Packages = "node_modules",
            IsNode = true,
        };

        IReadOnlyList<IReadOnlyList<string>> Script(string name) =>
            scripts.Contains(name)
                ?
                [
                    ["npm", "run", "--silent", name],
                ]
                : [];
    }

    static IReadOnlyList<string> Scripts(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.TryGetProperty("scripts", out var scripts) && scripts.ValueKind == JsonValueKind.Object
            ? [.. scripts.EnumerateObject().Select(script => script.Name)]
            : [];
    }
}
