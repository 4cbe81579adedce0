namespace Deployment.Assemblies;

/// <summary>Finds what depends on itself.</summary>
public static class DependencyCycles
{
    /// <summary>Cycles that cover every group of items depending on each other, each closed: <c>a, b, a</c>. Dependencies that are not items are passed over.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Find(
        IEnumerable<string> items,
        Func<string, IEnumerable<string>> dependenciesOf
    )
    {
        var known = items.ToList();
        var isKnown = known.ToHashSet(StringComparer.Ordinal);
        var finished = new HashSet<string>(StringComparer.Ordinal);
        var cycles = new List<IReadOnlyList<string>>();
        foreach (var start in known.Where(item => !finished.Contains(item)))
        {
            var position = new Dictionary<string, int>(StringComparer.Ordinal) { [start] = 0 };
            var path = new List<string> { start };
            var open = new Stack<IEnumerator<string>>([dependenciesOf(start).GetEnumerator()]);
            while (open.TryPeek(out var dependencies))
            {
                if (!dependencies.MoveNext())
                {
                    open.Pop().Dispose();
                    finished.Add(path[^1]);
                    position.Remove(path[^1]);
                    path.RemoveAt(path.Count - 1);
                }
                else if (position.TryGetValue(dependencies.Current, out var first))
                    cycles.Add([.. path[first..], dependencies.Current]);
                else if (isKnown.Contains(dependencies.Current) && !finished.Contains(dependencies.Current))
                {
                    position[dependencies.Current] = path.Count;
                    path.Add(dependencies.Current);
                    open.Push(dependenciesOf(dependencies.Current).GetEnumerator());
                }
            }
        }
        return cycles;
    }
}
