using System.Diagnostics;
using Endurance;
using Endurance.Arenas;
using Endurance.Events;
using Endurance.Judges;
using Endurance.Runs;

using var interruption = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interruption.Cancel();
};

try
{
    var options = EnduranceOptions.Parse(args);
    ProcessTree.DemandInterrupts();
    var kinds = EventKinds.Chosen(options.Kinds);
    var random = new Random(options.Seed);
    var begun = Stopwatch.StartNew();
    var tally = new Tally();
    Console.WriteLine($"Seed {options.Seed}. Cloning and deploying once ...");
    await using var arena = await Arena.CreateAsync(Directory.GetCurrentDirectory(), interruption.Token);
    var judge = new Judge(arena);
    while (tally.Events < options.Events && begun.Elapsed < options.Time && !interruption.IsCancellationRequested)
    {
        var kind = EventKinds.OneOf(kinds, random);
        var happening = await kind.HappenAsync(arena, random, interruption.Token);
        IReadOnlyList<Defect> defects =
        [
            .. happening.Defects,
            .. await judge.JudgeAsync(happening.Texts, interruption.Token),
        ];
        tally.Add(kind.Name, defects);
        Console.WriteLine($"{tally.Events, 4} {begun.Elapsed:hh\\:mm\\:ss} {kind.Name}: {happening.What}");
        foreach (var defect in defects)
            Console.WriteLine($"     {defect.Kind.ToUpperInvariant()}: {defect.Evidence}");
    }
    Console.WriteLine($"Seed {options.Seed}, {begun.Elapsed.TotalMinutes:F0} minutes, {tally}");
    return tally.IsWhole ? 0 : 1;
}
catch (EnduranceException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 2;
}
catch (OperationCanceledException) when (interruption.IsCancellationRequested)
{
    return 130;
}
