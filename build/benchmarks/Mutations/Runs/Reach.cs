using System.Globalization;
using Mutations.Mutants;

namespace Mutations.Runs;

/// <summary>Which tests reach which mutants, and how long they take.</summary>
sealed class Reach
{
    readonly Dictionary<string, HashSet<int>> _mutants = [];
    readonly Dictionary<string, TimeSpan> _times = [];

    /// <summary>How long all tests together took, one after the other.</summary>
    public TimeSpan Time => _times.Values.Aggregate(TimeSpan.Zero, (sum, one) => sum + one);

    /// <summary>How long a test takes, all its cases together.</summary>
    public TimeSpan TimeOf(string test) => _times[test];

    /// <summary>
    /// The tests that reach a mutant: the quickest first, where a test of the mutated file's own folder counts as ten
    /// times as quick as it is.
    /// </summary>
    public IReadOnlyList<string> TestsOf(Mutant mutant)
    {
        var path = Path.GetDirectoryName(mutant.File)!.Replace(Path.DirectorySeparatorChar, '.') + ".";
        var folder = path.Replace("build.engine", "", StringComparison.Ordinal)
            .Replace("build.", ".", StringComparison.Ordinal);
        return
        [
            .. _mutants
                .Where(one => one.Value.Contains(mutant.Id))
                .Select(one => one.Key)
                .OrderBy(test => TimeOf(test) / (test.Contains(folder, StringComparison.Ordinal) ? 10 : 1)),
        ];
    }

    /// <summary>Adds what the tests of one process wrote: ids, each case's ended by its method and milliseconds.</summary>
    public void Add(IEnumerable<string> lines)
    {
        var reached = new List<int>();
        foreach (var line in lines)
            if (line.Split('\t') is [var test, var milliseconds])
            {
                if (!_mutants.TryGetValue(test, out var mutants))
                    _mutants[test] = mutants = [];
                mutants.UnionWith(reached);
                reached.Clear();
                var time = TimeSpan.FromMilliseconds(long.Parse(milliseconds, CultureInfo.InvariantCulture));
                _times[test] = _times.GetValueOrDefault(test) + time;
            }
            else
                reached.Add(int.Parse(line, CultureInfo.InvariantCulture));
    }

    /// <summary>Leaves out tests that fail without any mutant.</summary>
    public void Remove(IEnumerable<string> tests)
    {
        foreach (var test in tests)
            _mutants.Remove(test);
    }
}
