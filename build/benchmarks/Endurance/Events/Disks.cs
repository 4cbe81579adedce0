using System.Globalization;
using Endurance.Arenas;
using Endurance.Damage;
using Endurance.Judges;
using Endurance.Runs;

namespace Endurance.Events;

/// <summary>A disk that is full, a limit on files' sizes, and a journal that is damaged.</summary>
static class Disks
{
    /// <summary>The state on a file system of little more than it takes; where none can be mounted, under a limit.</summary>
    public static async Task<Happening> FullAsync(Arena arena, Random random, CancellationToken cancellationToken)
    {
        arena.Assembly.Edit($"{random.Next()} {new string('x', random.Next(3000))}");
        var taken = Directory.EnumerateFiles(arena.State, "*", SearchOption.AllDirectories).Sum(PagesOf);
        var size = taken + random.Next(4, 60) * 4096L;
        var mounted = await ShellAsync(
            arena,
            $"""
            set -e
            cp -a {arena.State} {arena.State}.aside
            mount -t tmpfs -o mode=0700,size={size.ToString(CultureInfo.InvariantCulture)} endurance {arena.State}
            cp -a {arena.State}.aside/. {arena.State}/
            """,
            cancellationToken
        );
        if (mounted != 0)
        {
            await ShellAsync(arena, $"umount {arena.State}; rm -rf {arena.State}.aside", cancellationToken);
            return await LimitedAsync(arena, random, cancellationToken);
        }
        using var run = arena.Start(Targets.Deploy.Alone);
        var hung = await Interruptions.EndAsync(run, cancellationToken);
        // What was answered is on the full disk, and goes on from there on one that is not.
        await ShellAsync(
            arena,
            $"""
            rm -rf {arena.State}.aside && cp -a {arena.State} {arena.State}.aside && umount {arena.State} &&
            rm -rf {arena.State} && mv {arena.State}.aside {arena.State}
            """,
            cancellationToken
        );
        return new($"Deploy on a disk with {(size - taken) / 1024} KB left", [run.Text], hung);
    }

    /// <summary>No file may grow beyond a size (setrlimit(2), RLIMIT_FSIZE).</summary>
    public static async Task<Happening> LimitedAsync(Arena arena, Random random, CancellationToken cancellationToken)
    {
        arena.Assembly.Edit($"{random.Next()}");
        var limit = new FileInfo(arena.Journal).Length / 1024 + random.Next(1, 40);
        using var run = arena.StartShell(
            $"trap '' XFSZ; ulimit -f {limit}; exec ./build.sh {string.Join(' ', Targets.Deploy.Alone)}"
        );
        var hung = await Interruptions.EndAsync(run, cancellationToken);
        return new($"Deploy where no file may have more than {limit} KB", [run.Text], hung);
    }

    /// <summary>The journal damaged; what is checked is put back as it was before the next deployment is judged.</summary>
    public static async Task<Happening> DamageAsync(Arena arena, Random random, CancellationToken cancellationToken)
    {
        var whole = await File.ReadAllBytesAsync(arena.Journal, cancellationToken);
        var (kind, damaged) = JournalDamage.Next(whole, random);
        var defects = new List<Defect>();
        var texts = new List<string>();
        await File.WriteAllBytesAsync(arena.Journal, damaged, cancellationToken);
        List<string> deploy = [.. Targets.Deploy.Alone];
        var (code, text) = await arena.RunAsync(deploy, cancellationToken);
        texts.Add(text);
        if (TextJudge.Codes(text).Contains("LocalAwsStateDamaged"))
        {
            var (skipped, after) = await arena.RunAsync([.. deploy, .. TextJudge.Switches(text)], cancellationToken);
            texts.Add(after);
            if (TextJudge.Codes(after).Contains("LocalAwsStateDamaged"))
                defects.Add(new("not converged", text + after));
            (code, text) = (skipped, after);
        }
        if (code is null)
            defects.Add(new("hung", text));
        // What is left of the world may be too little to deploy into: then it is said.
        if (code is not 0 && TextJudge.Codes(text).Count == 0)
            defects.Add(new("no finding", text));
        defects.AddRange(texts.SelectMany(TextJudge.Exceptions));
        await File.WriteAllBytesAsync(arena.Journal, whole, cancellationToken);
        return new($"A journal with {kind}: {(code is 0 ? "deployed" : "said")}", [], defects);
    }

    static long PagesOf(string file) => (new FileInfo(file).Length + 4095) / 4096 * 4096;

    static async Task<int?> ShellAsync(Arena arena, string script, CancellationToken cancellationToken)
    {
        using var shell = arena.StartShell(script);
        return await shell.EndAsync(Arena.Patience, cancellationToken);
    }
}
