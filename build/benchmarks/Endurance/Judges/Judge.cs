using Endurance.Arenas;
using Endurance.Runs;

namespace Endurance.Judges;

/// <summary>After each event: does the next deployment come through, and is nothing left behind?</summary>
sealed class Judge(Arena arena)
{
    const int Rounds = 4;
    const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>What other programs keep in the temporary folder, also for their next run.</summary>
    static readonly string[] _ofOthers =
    [
        ".dotnet",
        "tsx-",
        "node-compile-cache",
        "v8-compile-cache",
        "NuGetScratch",
        "MSBuild",
    ];

    /// <summary>Tools whose build was killed end at their next word, or with their work: a synthesis on a busy machine.</summary>
    static readonly TimeSpan _grace = TimeSpan.FromMinutes(1);

    /// <summary>Judges what is there once all runs of an event have ended.</summary>
    /// <param name="texts">What they wrote.</param>
    public async Task<IReadOnlyList<Defect>> JudgeAsync(
        IReadOnlyCollection<string> texts,
        CancellationToken cancellationToken
    )
    {
        var defects = texts.SelectMany(TextJudge.Exceptions).ToList();
        await ProcessesAsync(defects, cancellationToken);
        await ConvergeAsync(texts, defects, cancellationToken);
        foreach (var left in Directory.EnumerateFileSystemEntries(arena.Temporary))
            if (
                !_ofOthers.Any(name => Path.GetFileName(left).StartsWith(name, StringComparison.Ordinal))
                && !IsOfTheCdk(left)
            )
            {
                defects.Add(new("left behind", left));
                Remove(left);
            }
        foreach (var strange in NotPrivate())
            defects.Add(new("not private", strange));
        return defects;
    }

    async Task ProcessesAsync(List<Defect> defects, CancellationToken cancellationToken)
    {
        var end = DateTime.UtcNow + _grace;
        while (ProcessTree.In(arena.Root) is { Count: > 0 } running)
        {
            if (DateTime.UtcNow > end)
            {
                defects.AddRange(running.Select(one => new Defect("left behind", $"process {one.Command}")));
                foreach (var (id, _) in running)
                    System.Diagnostics.Process.GetProcessById(id).Kill();
                return;
            }
            await Task.Delay(200, cancellationToken);
        }
    }

    /// <summary>Deploys, follows what its findings say is to be done next, and deploys again.</summary>
    async Task ConvergeAsync(
        IReadOnlyCollection<string> texts,
        List<Defect> defects,
        CancellationToken cancellationToken
    )
    {
        var said = new List<string>();
        List<string> deploy = [.. Targets.Deploy.Alone];
        for (var round = 0; round < Rounds; round++)
        {
            var (code, text) = await arena.RunAsync(deploy, cancellationToken);
            said.Add(text);
            defects.AddRange(TextJudge.Exceptions(text));
            if (code is null)
                defects.Add(new("hung", text));
            if (code is 0)
            {
                // What the runs of the event said was deployed is so: nothing of it is to be done again.
                if (round == 0)
                    defects.AddRange(Acknowledged.Lost(texts, text));
                return;
            }
            deploy = [.. deploy, .. TextJudge.Switches(text).Except(deploy)];
            foreach (
                var command in TextJudge.NextCommands(text).Where(command => command[0] != Targets.Deploy.Alone[0])
            )
                said.Add((await arena.RunAsync(command, cancellationToken)).Text);
            foreach (
                var command in TextJudge.NextCommands(text).Where(command => command[0] == Targets.Deploy.Alone[0])
            )
                deploy =
                [
                    .. deploy,
                    .. command.Except(deploy).Where(one => one.StartsWith("--", StringComparison.Ordinal)),
                ];
        }
        defects.Add(new("not converged", string.Join("\n--\n", [.. texts, "== then", .. said])));
        await arena.PrepareAsync(cancellationToken);
    }

    IEnumerable<string> NotPrivate() =>
        Directory.Exists(arena.State)
            ? Directory
                .EnumerateFileSystemEntries(arena.State, "*", SearchOption.AllDirectories)
                .Append(arena.State)
                .Where(path => (File.GetUnixFileMode(path) & Others) != 0)
            : [];

    /// <summary>aws-cdk-lib leaves empty folders of six letters behind whenever an app with assets is synthesized.</summary>
    static bool IsOfTheCdk(string path) =>
        Path.GetFileName(path).Length == 6
        && Directory.Exists(path)
        && !Directory.EnumerateFileSystemEntries(path).Any();

    static void Remove(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }
}
