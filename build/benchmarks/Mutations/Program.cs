using System.Diagnostics;
using Mutations;
using Mutations.Mutants;
using Mutations.Runs;

using var interruption = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interruption.Cancel();
};
try
{
    var options = MutationsOptions.Parse(args);
    var begun = Stopwatch.StartNew();
    using var clone = await MutatedClone.CreateAsync(Directory.GetCurrentDirectory(), interruption.Token);
    var all = clone.Find(options.Folders).ToList();
    var chosen = options.Again is { } report
        ? MutantFinder.Again(all, await File.ReadAllTextAsync(report, interruption.Token))
        : MutantFinder.Choose(all, options.Mutants, new Random(options.Seed));
    Console.WriteLine($"Seed {options.Seed}: {chosen.Count} of {all.Count} mutants. Compiling ...");
    var mutants = await clone.CompileAsync(chosen, interruption.Token);
    var trial = new Trial(clone, options);
    Console.WriteLine($"{begun.Elapsed:hh\\:mm\\:ss} {mutants.Count} compile. Running the tests without them ...");
    var (reach, failing) = await trial.ReachAsync(interruption.Token);
    Console.WriteLine($"{begun.Elapsed:hh\\:mm\\:ss} The tests take {reach.Time.TotalMinutes:F1} minutes.");
    foreach (var name in failing)
        Console.WriteLine($"           left out, it fails without a mutant: {name}");
    var verdicts = new List<Verdict>();
    await Parallel.ForEachAsync(
        mutants,
        new ParallelOptions { MaxDegreeOfParallelism = options.Jobs, CancellationToken = interruption.Token },
        async (mutant, token) =>
        {
            var verdict = await trial.JudgeAsync(mutant, reach, token);
            lock (verdicts)
            {
                verdicts.Add(verdict);
                Console.WriteLine($"{verdicts.Count, 4} {begun.Elapsed:hh\\:mm\\:ss} {verdict}");
            }
        }
    );
    Console.WriteLine($"Seed {options.Seed}, {begun.Elapsed.TotalMinutes:F0} minutes:");
    foreach (var folder in options.Folders)
        Console.WriteLine(
            Score(folder, verdicts.Where(one => one.Mutant.File.StartsWith(folder, StringComparison.Ordinal)))
        );
    Console.WriteLine(Score("all", verdicts));
    return 0;
}
catch (MutationsException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 2;
}
catch (OperationCanceledException) when (interruption.IsCancellationRequested)
{
    return 130;
}

static string Score(string name, IEnumerable<Verdict> verdicts)
{
    var counts = verdicts.CountBy(one => one.Outcome).ToDictionary();
    var (noticed, all) = (counts.GetValueOrDefault(Outcome.Noticed), counts.Values.Sum());
    var survived = counts.GetValueOrDefault(Outcome.Survived);
    var score = all == 0 ? 0 : 100.0 * noticed / all;
    return $"  {name, -26} {score, 5:F1} %: {noticed} noticed of {all}, {survived} survived, {all - noticed - survived} not reached";
}
