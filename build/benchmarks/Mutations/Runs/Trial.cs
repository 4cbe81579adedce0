using Mutations.Mutants;

namespace Mutations.Runs;

/// <summary>Runs the tests: once with no mutant, then those that reach a mutant with that one.</summary>
sealed class Trial(MutatedClone clone, MutationsOptions options)
{
    /// <summary>Runs all chosen tests with no mutant on.</summary>
    /// <returns>Who reaches what, and the names of the tests that fail already.</returns>
    public async Task<(Reach Reach, IReadOnlyList<string> Failing)> ReachAsync(CancellationToken cancellationToken)
    {
        var classes = (await clone.ClassesAsync(cancellationToken))
            .Where(name =>
                options.Tests.Any(space => IsIn(name, space)) && !options.Without.Any(one => IsIn(name, one))
            )
            .ToList();
        var parts = classes
            .Select((name, index) => (name, index))
            .GroupBy(one => one.index % options.Jobs, one => one.name);
        var reach = new Reach();
        var failing = new List<string>();
        foreach (var (file, text) in await Task.WhenAll(parts.Select(part => ReachAsync(part, cancellationToken))))
        {
            reach.Add(await File.ReadAllLinesAsync(file, cancellationToken));
            failing.AddRange(Failed(text).Distinct());
        }
        reach.Remove(failing);
        return (reach, failing);
    }

    /// <summary>Runs the tests that reach a mutant with it, the quickest first, as far as the time for one goes.</summary>
    public async Task<Verdict> JudgeAsync(Mutant mutant, Reach reach, CancellationToken cancellationToken)
    {
        var all = reach.TestsOf(mutant);
        if (all.Count == 0)
            return new Verdict(mutant, Outcome.NotReached, "");
        var time = TimeSpan.Zero;
        var chosen = all.TakeWhile(name => (time += reach.TimeOf(name)) <= options.Budget || name == all[0]).ToList();
        var limit = TimeSpan.FromMinutes(2) + 5 * options.Budget;
        var (code, text) = await clone.TestAsync("-method", chosen, mutant, null, limit, cancellationToken);
        return code switch
        {
            null => new Verdict(mutant, Outcome.Noticed, "hung"),
            0 => new Verdict(mutant, Outcome.Survived, $"{chosen.Count} of {all.Count} tests"),
            _ => new Verdict(mutant, Outcome.Noticed, Failed(text).FirstOrDefault() ?? "ended the tests"),
        };
    }

    /// <summary>Whether a class is that one, or one of that namespace.</summary>
    static bool IsIn(string name, string space) =>
        name.StartsWith(space, StringComparison.Ordinal) && (name.Length == space.Length || name[space.Length] == '.');

    async Task<(string File, string Text)> ReachAsync(IEnumerable<string> classes, CancellationToken cancellationToken)
    {
        var file = Path.Combine(clone.Temporary, Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, "", cancellationToken);
        var (_, text) = await clone.TestAsync(
            "-class",
            classes,
            mutant: null,
            file,
            TimeSpan.FromHours(2),
            cancellationToken
        );
        return (file, text);
    }

    /// <summary>The names of the tests that failed, without their arguments.</summary>
    static IEnumerable<string> Failed(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.EndsWith("[FAIL]", StringComparison.Ordinal))
            .Select(line => line[..^"[FAIL]".Length].Split('(')[0].Trim());
}
