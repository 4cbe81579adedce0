using Fingerprints.Files;
using Fingerprints.Stores;

namespace Fingerprints.Versions;

/// <summary>
/// The versions of programs, asked of each once and then known by the program file's status. A small file may be a shim
/// that starts now this version, now that: it is asked each time.
/// </summary>
public sealed class ToolVersions
{
    private const string Name = "tools";

    /// <summary>In bytes; larger than the launchers of version managers, smaller than node.</summary>
    private const long LargerThanShims = 20_000_000;

    private readonly StoreFolder _store;

    public ToolVersions(StepRunnerOptions options) =>
        _store = new(options.StoreFolder, CheckoutIdentity.Of(options.Root), options.Checkpoint);

    /// <param name="program">An absolute path; links are followed.</param>
    /// <param name="ask">Asks the program itself; null where it does not answer.</param>
    public async Task<string?> FindAsync(string program, Func<Task<string?>> ask)
    {
        var file = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
        var status = FileStatus.Of(file);
        var known = _store.Read(Name, Read) ?? [];
        if (known.TryGetValue(file, out var tool) && tool.Status == status)
            return tool.Version;

        var version = await ask();
        if (version is not null && status.Size > LargerThanShims && status == FileStatus.Of(file))
        {
            known[file] = new(status, version);
            _store.Write(Name, writer => Write(writer, known));
        }
        return version;
    }

    private static void Write(BinaryWriter writer, Dictionary<string, KnownTool> tools)
    {
        FileDigests.Write(writer, [.. tools.Select(tool => new FileDigest(tool.Key, tool.Value.Status, default))]);
        foreach (var tool in tools.Values)
            writer.Write(tool.Version);
    }

    private static Dictionary<string, KnownTool> Read(BinaryReader reader) =>
        FileDigests
            .Read(reader)
            .ToDictionary(file => file.Path, file => new KnownTool(file.Status, reader.ReadString()));

    private sealed record KnownTool(FileStatus Status, string Version);
}
