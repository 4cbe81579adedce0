using Deployment.Files;
using Fingerprints.Files;
using Fingerprints.Observations;

namespace Steps.Traces;

/// <summary>
/// What programs of node, started with this environment, read while it is open: a module that each of them loads first writes it
/// down, process by process and thread by thread.
/// </summary>
sealed class NodeTrace : IDisposable
{
    static readonly string observer = Path.Combine(AppContext.BaseDirectory, "Steps", "Traces", "observer", "index.js");
    readonly string folder;
    readonly string project;

    /// <param name="project">The folder whose packages are pinned by a lock file.</param>
    public NodeTrace(string root, string project)
    {
        this.project = project;
        folder = Path.Combine(root, "build", ".fingerprints", "traces", Path.GetRandomFileName());
        PrivateFiles.CreateFolder(folder);
    }

    /// <summary>What the programs are started with, over what they would be anyway.</summary>
    public IReadOnlyDictionary<string, string?> Environment(IReadOnlyDictionary<string, string?> own)
    {
        var given = own.GetValueOrDefault("NODE_OPTIONS") ?? System.Environment.GetEnvironmentVariable("NODE_OPTIONS");
        var path = observer.Replace('\\', '/').Replace("\"", "\\\"", StringComparison.Ordinal);
        return new Dictionary<string, string?>(own)
        {
            ["NODE_OPTIONS"] = $"{given} --require \"{path}\"".Trim(),
            ["INPUT_OBSERVER_FOLDER"] = folder,
            ["INPUT_OBSERVER_PROJECT"] = project,
        };
    }

    /// <summary>What was written down, by programs that have ended.</summary>
    /// <param name="program">What is said where nothing was.</param>
    public IReadOnlyList<Observation> Read(string program)
    {
        var traces = Directory
            .EnumerateFiles(folder)
            .Select(file => File.ReadLines(file).Select(TraceLine.Parse).OfType<TraceLine>().ToList())
            .Where(lines => lines.Count > 0)
            .ToList();
        if (traces.Count == 0)
            return [new Observation.Doubt($"{program} is no program of node, so that what it reads is not known")];
        var lines = traces.SelectMany(trace => trace).ToList();
        var created = lines.Where(line => line.Kind == "created").ToLookup(line => line.Name, line => line.Time);
        var processes = lines
            .Where(line => line.Kind == "process")
            .SelectMany(line => (string[])[line.Name, line.More.ToString()])
            .ToHashSet(StringComparer.Ordinal);
        var seen = lines
            .Where(line => !IsOwn(line) && !IsCreated(line, created))
            .Select(line => Of(line, processes))
            .OfType<Observation>()
            .ToList();
        // Of a folder that was listed all names are known.
        var listed = seen.OfType<Observation.Folder>().Select(one => one.Path).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. seen.Concat(
                    seen.OfType<Observation.File>()
                        .Where(file => !listed.Contains(Path.GetDirectoryName(file.Path)!) && File.Exists(file.Path))
                        .SelectMany(file => ModuleSurroundings.Of(file.Path))
                )
                .Distinct(),
        ];
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    bool IsOwn(TraceLine line) => line.Name.StartsWith(Path.GetDirectoryName(folder)!, StringComparison.Ordinal);

    static Observation? Of(TraceLine line, HashSet<string> processes) =>
        line.Kind switch
        {
            "file" => new Observation.File(line.Name),
            "folder" => new Observation.Folder(
                line.Name,
                line.More.ValueKind == System.Text.Json.JsonValueKind.Array
                    ? [.. line.More.EnumerateArray().Select(name => name.GetString()!)]
                    : null
            ),
            "exists" => new Observation.Presence(line.Name, KindOf(line.More.ToString())),
            "time" => new Observation.Time(line.Name),
            "variable" => new Observation.Variable(line.Name),
            "variables" => new Observation.VariableNames(),
            "doubt" => new Observation.Doubt(line.Name),
            "child" when !processes.Contains(line.Name) => new Observation.Doubt($"it starts {line.More}"),
            _ => null,
        };

    static FileKind? KindOf(string kind) =>
        kind switch
        {
            "missing" => FileKind.Missing,
            "file" => FileKind.File,
            "folder" => FileKind.Folder,
            "link" => FileKind.Link,
            "other" => FileKind.Other,
            _ => null,
        };

    /// <summary>Whether another of the programs had made it by then, or a folder above it.</summary>
    static bool IsCreated(TraceLine line, ILookup<string, long> created)
    {
        if (line.Kind is not ("file" or "folder" or "exists" or "time"))
            return false;
        for (var path = line.Name; path is { Length: > 0 }; path = Path.GetDirectoryName(path))
        {
            if (created[path].Any(time => time < line.Time))
                return true;
        }
        return false;
    }
}
