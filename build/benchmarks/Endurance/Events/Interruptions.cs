using Endurance.Arenas;
using Endurance.Judges;
using Endurance.Runs;

namespace Endurance.Events;

/// <summary>Targets that are killed, or interrupted by Ctrl+C, at a random moment; and pairs of them at once.</summary>
static class Interruptions
{
    /// <summary>How long each has taken, undisturbed or not: moments are chosen within it.</summary>
    static readonly Dictionary<string, TimeSpan> _durations = [];

    static readonly string[] _slow = ["--resource-duration=150ms", "--change-set-duration=300ms"];

    public static Task<Happening> KillAsync(Arena arena, Random random, CancellationToken cancellationToken) =>
        OneAsync(arena, random, isKill: true, full: false, cancellationToken);

    public static Task<Happening> InterruptAsync(Arena arena, Random random, CancellationToken cancellationToken) =>
        OneAsync(arena, random, isKill: false, full: false, cancellationToken);

    /// <summary>With the steps before, on a source that was edited.</summary>
    public static async Task<Happening> FullAsync(Arena arena, Random random, CancellationToken cancellationToken)
    {
        var source = Path.Combine(arena.Root, "infra", "src", "main.ts");
        await File.AppendAllTextAsync(source, $"// {random.Next()}\n", cancellationToken);
        return await OneAsync(arena, random, isKill: random.Next(2) == 0, full: true, cancellationToken);
    }

    /// <summary>A rehearsal of the pipeline: it has a state of its own, and builds that it starts.</summary>
    public static async Task<Happening> RehearsalAsync(Arena arena, Random random, CancellationToken cancellationToken)
    {
        var moment = TimeSpan.FromSeconds(random.Next(1, 40));
        using var run = arena.Start(Targets.Rehearse.Full);
        await run.UntilAsync(moment, cancellationToken);
        var how = Strike(run, isKill: random.Next(2) == 0);
        var hung = await EndAsync(run, cancellationToken);
        return new($"Rehearse, {how} after {moment.TotalSeconds:F0} s", [run.Text], hung);
    }

    public static async Task<Happening> PairAsync(Arena arena, Random random, CancellationToken cancellationToken)
    {
        arena.Assembly.Edit($"{random.Next()}");
        var (first, second) = (OneOf(random), OneOf(random));
        using var one = arena.Start(Arguments(first, full: false));
        await Task.Delay(random.Next(1500), cancellationToken);
        using var two = arena.Start(Arguments(second, full: false));
        var how = "both to their ends";
        if (random.Next(2) == 0)
        {
            await one.UntilAsync(TimeSpan.FromMilliseconds(random.Next(3000)), cancellationToken);
            how = "the first " + Strike(one, isKill: random.Next(2) == 0);
        }
        List<Defect> hung = [.. await EndAsync(one, cancellationToken), .. await EndAsync(two, cancellationToken)];
        return new($"{first} and {second}, {how}", [one.Text, two.Text], hung);
    }

    static async Task<Happening> OneAsync(
        Arena arena,
        Random random,
        bool isKill,
        bool full,
        CancellationToken cancellationToken
    )
    {
        var target = full && random.Next(2) == 0 ? Targets.Synth : OneOf(random);
        if (!full)
            arena.Assembly.Edit($"{random.Next()}");
        var name = $"{target}{(full ? " with all before" : "")}";
        var begun = System.Diagnostics.Stopwatch.StartNew();
        using var run = arena.Start(Arguments(target, full));
        var usual = _durations.GetValueOrDefault(name, TimeSpan.FromSeconds(full ? 20 : 4));
        var moment = random.NextDouble() * usual;
        await run.UntilAsync(moment, cancellationToken);
        var how = run.HasEnded ? "undisturbed" : Strike(run, isKill);
        var hung = await EndAsync(run, cancellationToken);
        _durations[name] = how == "undisturbed" ? (usual + begun.Elapsed) / 2 : usual * 1.02;
        return new($"{name}, {how} after {moment.TotalSeconds:F1} s", [run.Text], hung);
    }

    static string Strike(ChildRun run, bool isKill)
    {
        if (run.HasEnded)
            return "undisturbed";
        if (isKill)
            run.Kill();
        else
            run.Interrupt();
        return isKill ? "killed" : "interrupted";
    }

    static IEnumerable<string> Arguments(Target target, bool full) =>
        [.. full ? target.Full : target.Alone, .. target == Targets.Deploy || target == Targets.Destroy ? _slow : []];

    static Target OneOf(Random random) => Targets.All[random.Next(Targets.All.Count)];

    internal static async Task<IReadOnlyList<Defect>> EndAsync(ChildRun run, CancellationToken cancellationToken) =>
        await run.EndAsync(Arena.Patience, cancellationToken) is null ? [new("hung", run.Text)] : [];
}
