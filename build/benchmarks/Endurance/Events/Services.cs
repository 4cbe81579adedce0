using System.Globalization;
using System.Text.RegularExpressions;
using Endurance.Arenas;
using Endurance.Faults;
using Endurance.Judges;
using Endurance.Runs;

namespace Endurance.Events;

/// <summary>What --target=LocalAws serves: killed while somebody writes, and behind a network that fails.</summary>
static partial class Services
{
    static readonly string[] _whoServes = ["holder", "profiles/config"];
    static readonly TimeSpan _toServe = TimeSpan.FromMinutes(1);

    /// <summary>Killed, or interrupted, while somebody writes; all that was answered is there afterwards.</summary>
    public static async Task<Happening> KillAsync(Arena arena, Random random, CancellationToken cancellationToken)
    {
        var defects = new List<Defect>();
        var (served, port) = await StartAsync(arena, cancellationToken);
        using var first = served;
        if (port == 0)
            return new("LocalAws did not serve", [first.Text], [new("not served", first.Text)]);
        var ledger = new Ledger(arena);
        var writing = ledger.WriteAsync(port, random.Next(), cancellationToken);
        await first.UntilAsync(TimeSpan.FromMilliseconds(random.Next(50, 2500)), cancellationToken);
        var isKill = random.Next(3) > 0;
        if (isKill)
            first.Kill();
        else
            first.Interrupt();
        defects.AddRange(await Interruptions.EndAsync(first, cancellationToken));
        await writing;

        var (again, portAgain) = await StartAsync(arena, cancellationToken);
        using var second = again;
        defects.AddRange(
            portAgain == 0 ? [new("not served", second.Text)] : await ledger.LostAsync(portAgain, cancellationToken)
        );
        second.Interrupt();
        defects.AddRange(await Interruptions.EndAsync(second, cancellationToken));
        var how = isKill ? "killed" : "interrupted";
        return new($"LocalAws {how} after {ledger.Count} writes were answered", [first.Text, second.Text], defects);
    }

    /// <summary>A target whose calls go through a network that delays, cuts, stalls, empties and replaces answers.</summary>
    public static async Task<Happening> FaultyAsync(Arena arena, Random random, CancellationToken cancellationToken)
    {
        arena.Assembly.Edit($"{random.Next()}");
        var (served, port) = await StartAsync(arena, cancellationToken);
        using var world = served;
        if (port == 0)
            return new("LocalAws did not serve", [world.Text], [new("not served", world.Text)]);
        var share = random.Next(1, 12);
        await using var proxy = new FaultProxy(port, share, random.Next());
        await RedirectAsync(arena, port, proxy.Port, cancellationToken);
        var target = Targets.All[random.Next(Targets.All.Count)];
        using var run = arena.Start(target.Alone);
        List<Defect> defects = [.. await Interruptions.EndAsync(run, cancellationToken)];
        world.Interrupt();
        defects.AddRange(await Interruptions.EndAsync(world, cancellationToken));
        return new($"{target} with {proxy.Struck} answers struck ({share} %)", [run.Text, world.Text], defects);
    }

    /// <summary>Starts to serve; port 0 where it does not.</summary>
    static async Task<(ChildRun Run, int Port)> StartAsync(Arena arena, CancellationToken cancellationToken)
    {
        var run = arena.Start("--target=LocalAws");
        return
            await run.SaysAsync("Profiles of", _toServe, cancellationToken)
            && Address().Match(run.Text) is { Success: true } match
            ? (run, int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture))
            : (run, 0);
    }

    /// <summary>Runs of the checkout find who serves in these files.</summary>
    static async Task RedirectAsync(Arena arena, int from, int to, CancellationToken cancellationToken)
    {
        foreach (var file in _whoServes.Select(name => Path.Combine(arena.State, name)))
        {
            var text = await File.ReadAllTextAsync(file, cancellationToken);
            await File.WriteAllTextAsync(
                file,
                text.Replace($"127.0.0.1:{from}", $"127.0.0.1:{to}", StringComparison.Ordinal),
                cancellationToken
            );
        }
    }

    [GeneratedRegex(@"AWS_ENDPOINT_URL=http://127\.0\.0\.1:(?<port>\d+)")]
    private static partial Regex Address();
}
