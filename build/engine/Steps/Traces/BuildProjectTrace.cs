using Deployment.Files;
using Fingerprints.Observations;

namespace Steps.Traces;

/// <summary>What MSBuild made the projects of that were built while it was open.</summary>
sealed class BuildProjectTrace : IDisposable
{
    static readonly string targets = Path.Combine(AppContext.BaseDirectory, "Steps", "Traces", "record-inputs.targets");
    readonly string folder;

    public BuildProjectTrace(string root)
    {
        folder = Path.Combine(root, "build", ".fingerprints", "traces", Path.GetRandomFileName());
        PrivateFiles.CreateFolder(folder);
    }

    /// <summary>What MSBuild is started with besides.</summary>
    public string[] Arguments =>
        [$"-property:CustomAfterMicrosoftCommonTargets={targets}", $"-property:InputTraceFolder={folder}"];

    /// <summary>The files of every project, those that each imports, and what these ask for.</summary>
    public IReadOnlyList<Observation> Read()
    {
        var found = new List<Observation>();
        foreach (
            var trace in Directory.EnumerateFiles(folder).Select(File.ReadAllLines).Where(trace => trace.Length > 1)
        )
        {
            var made = Path.GetFullPath(trace[0], Path.GetDirectoryName(trace[1])!);
            var files = trace.Skip(1).Where(file => !IsGenerated(file, made)).ToList();
            found.AddRange(files.Select(file => new Observation.File(file)));
            found.AddRange(BuildProjectFiles.Of(trace[1]));
            found.AddRange(FoldersOf(Path.GetDirectoryName(trace[1])!));
            found.AddRange(
                files.Where(IsSource).Select(Path.GetDirectoryName).OfType<string>().Distinct().Select(Names)
            );
        }
        return found.Count > 0
            ? [.. found.Distinct()]
            : [new Observation.Doubt("MSBuild does not say what the functions are built from")];
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static Observation Names(string folder) => new Observation.Folder(folder, Names: null);

    /// <summary>A project takes what lies below it, but for what building it makes.</summary>
    static IEnumerable<Observation> FoldersOf(string folder) =>
        Directory
            .EnumerateDirectories(folder)
            .Where(below =>
                Path.GetFileName(below) is not ("bin" or "obj" or "node_modules")
                && !Path.GetFileName(below).StartsWith('.')
            )
            .SelectMany(FoldersOf)
            .Prepend(Names(folder));

    /// <summary>Of settings the places are looked at where none are.</summary>
    static bool IsSource(string file) =>
        File.Exists(file) && !BuildProjectFiles.TakenUp.Contains(Path.GetFileName(file));

    static bool IsGenerated(string file, string made) =>
        file.StartsWith(made, StringComparison.Ordinal)
        || file.Contains("/obj/", StringComparison.Ordinal)
        || file.Contains("\\obj\\", StringComparison.Ordinal);
}
