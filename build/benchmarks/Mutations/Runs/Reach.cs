using System.Globalization;
using Mutations.Mutants;

namespace Mutations.Runs;

/// <summary>Which test classes reach which mutants, and how long they take.</summary>
sealed class Reach
{
    readonly Dictionary<string, HashSet<int>> _mutants = [];
    readonly Dictionary<string, TimeSpan> _times = [];

    /// <summary>How long all tests together took, one after the other.</summary>
    public TimeSpan Time => _times.Values.Aggregate(TimeSpan.Zero, (sum, one) => sum + one);

    /// <summary>How long a class takes.</summary>
    public TimeSpan TimeOf(string name) => _times[name];

    /// <summary>The classes whose tests reach a mutant, the quickest first.</summary>
    public IEnumerable<string> ClassesOf(Mutant mutant) =>
        _mutants.Where(one => one.Value.Contains(mutant.Id)).Select(one => one.Key).OrderBy(TimeOf);

    /// <summary>Adds what the tests of one process wrote: ids, each test's ended by its class and milliseconds.</summary>
    public void Add(IEnumerable<string> lines)
    {
        var reached = new List<int>();
        foreach (var line in lines)
            if (line.Split('\t') is [var name, var milliseconds])
            {
                if (!_mutants.TryGetValue(name, out var mutants))
                    _mutants[name] = mutants = [];
                mutants.UnionWith(reached);
                reached.Clear();
                var time = TimeSpan.FromMilliseconds(long.Parse(milliseconds, CultureInfo.InvariantCulture));
                _times[name] = _times.GetValueOrDefault(name) + time;
            }
            else
                reached.Add(int.Parse(line, CultureInfo.InvariantCulture));
    }

    /// <summary>Leaves out classes that fail without any mutant.</summary>
    public void Remove(IEnumerable<string> classes)
    {
        foreach (var name in classes)
            _mutants.Remove(name);
    }
}
