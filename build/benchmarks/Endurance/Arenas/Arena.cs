using Endurance.Runs;

namespace Endurance.Arenas;

/// <summary>A clone of the repository, with a folder for temporary files of its own; both go with it.</summary>
sealed class Arena : IAsyncDisposable
{
    /// <summary>On a busy machine a target takes a while; whatever takes longer hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    readonly DirectoryInfo _folder;

    Arena(DirectoryInfo folder)
    {
        _folder = folder;
        Directory.CreateDirectory(Temporary);
    }

    /// <summary>The repository's root.</summary>
    public string Root => Path.Combine(_folder.FullName, "repository");

    string Program => Path.Combine(Root, "build.sh");

    /// <summary>Where all that runs keeps its temporary files.</summary>
    public string Temporary => Path.Combine(_folder.FullName, "temporary");

    /// <summary>The state of the local AWS.</summary>
    public string State => Path.Combine(Root, "build", ".local-aws");

    public string Journal => Path.Combine(State, "journal");

    /// <summary>The Cloud Assembly that rehearsals deploy: one of their own where a lookup made it differ from AWS's.</summary>
    public AssemblyEditor Assembly =>
        new(Directory.Exists(OfRehearsals) ? OfRehearsals : Path.Combine(Root, "infra", "cdk.out"));

    string OfRehearsals => Path.Combine(Root, "build", ".rehearsal", "infra", "cdk.out");

    /// <summary>Clones a repository, packages included, and deploys it once.</summary>
    /// <exception cref="EnduranceException">That does not work undisturbed.</exception>
    public static async Task<Arena> CreateAsync(string repository, CancellationToken cancellationToken)
    {
        var arena = new Arena(Directory.CreateTempSubdirectory("endurance-"));
        try
        {
            await arena.DemandAsync("git", ["clone", "--quiet", repository, arena.Root], cancellationToken);
            foreach (var packages in new[] { "infra/node_modules", "pipeline/node_modules" })
                if (Path.Combine(repository, packages) is var source && Directory.Exists(source))
                    await arena.DemandAsync(
                        "cp",
                        ["-a", source, Path.Combine(arena.Root, packages)],
                        cancellationToken
                    );
            await arena.PrepareAsync(cancellationToken);
            return arena;
        }
        catch
        {
            await arena.DisposeAsync();
            throw;
        }
    }

    /// <summary>Bootstraps and deploys in a local AWS that is empty.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await DemandAsync(Program, ["--target=Clean", "--local"], cancellationToken);
        await DemandAsync(Program, ["--target=Bootstrap", "--local"], cancellationToken);
        await DemandAsync(Program, Targets.Deploy.Full, cancellationToken);
    }

    /// <summary>Starts build.sh.</summary>
    public ChildRun Start(params IEnumerable<string> arguments) =>
        ChildRun.Start(Program, arguments, Root, Temporary);

    /// <summary>Starts a shell's script in the repository.</summary>
    public ChildRun StartShell(string script) => ChildRun.Start("bash", ["-c", script], Root, Temporary);

    /// <summary>Runs build.sh to its end.</summary>
    public async Task<(int? ExitCode, string Text)> RunAsync(
        IEnumerable<string> arguments,
        CancellationToken cancellationToken
    )
    {
        using var run = Start(arguments);
        var code = await run.EndAsync(Patience, cancellationToken);
        return (code, run.Text);
    }

    async Task DemandAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.Exists(Root) ? Root : _folder.FullName;
        var list = arguments.ToList();
        using var run = ChildRun.Start(program, list, folder, Temporary);
        if (await run.EndAsync(2 * Patience, cancellationToken) is not 0)
            throw new EnduranceException($"{program} {string.Join(' ', list)}\n{run.Text}");
    }

    public async ValueTask DisposeAsync()
    {
        // An event that was interrupted may have left its disk there.
        if (Directory.Exists(Root))
            using (var unmounting = StartShell($"umount {State} 2> /dev/null"))
                await unmounting.EndAsync(Patience, CancellationToken.None);
        _folder.Delete(recursive: true);
    }
}
