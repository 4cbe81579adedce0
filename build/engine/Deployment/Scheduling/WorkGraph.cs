using Deployment.Assemblies;

namespace Deployment.Scheduling;

/// <summary>Work with its dependencies, checked: names are unique, dependencies exist, nothing depends on itself.</summary>
public sealed class WorkGraph
{
    readonly Dictionary<string, WorkItem> byId;
    readonly Dictionary<string, TimeSpan> remaining = new(StringComparer.Ordinal);

    /// <exception cref="BuildException">Items depend on each other; each cycle is named a -> b -> a.</exception>
    /// <exception cref="ArgumentException">Two items have one id, or a dependency is not in the graph.</exception>
    public WorkGraph(IReadOnlyList<WorkItem> items)
    {
        Items = items;
        byId = items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        foreach (var item in items)
        foreach (var dependency in item.Dependencies.Where(id => !byId.ContainsKey(id)))
            throw new ArgumentException($"{item.Id} depends on {dependency}, which is not in the graph", nameof(items));
        var cycles = DependencyCycles.Find(items.Select(item => item.Id), id => byId[id].Dependencies);
        if (cycles.Count > 0)
            throw new BuildException([
                .. cycles.Select(cycle => new Finding(
                    FindingCodes.DependencyCycle,
                    $"The work depends on itself: {string.Join(" -> ", cycle)}",
                    "take one of these dependencies out of the app"
                )),
            ]);
        Dependents = items
            .SelectMany(item => item.Dependencies.Distinct().Select(dependency => (dependency, item.Id)))
            .ToLookup(edge => edge.dependency, edge => edge.Id, StringComparer.Ordinal);
        MeasurePaths();
    }

    public IReadOnlyList<WorkItem> Items { get; }

    /// <summary>Ids of the items that wait for an item, by its id.</summary>
    public ILookup<string, string> Dependents { get; }

    public WorkItem this[string id] => byId[id];

    /// <summary>The longest estimated time from an item's start to the end of all that waits for it.</summary>
    public TimeSpan RemainingPath(string id) => remaining[id];

    /// <summary>The shortest time in which the whole graph could be done, by the estimates.</summary>
    public TimeSpan CriticalPath => remaining.Count == 0 ? TimeSpan.Zero : remaining.Values.Max();

    void MeasurePaths()
    {
        var waiting = Items.ToDictionary(item => item.Id, item => Dependents[item.Id].Count(), StringComparer.Ordinal);
        var ready = new Queue<string>(Items.Select(item => item.Id).Where(id => waiting[id] == 0));
        while (ready.TryDequeue(out var id))
        {
            remaining[id] = byId[id].Estimate + Dependents[id].Select(next => remaining[next]).DefaultIfEmpty().Max();
            foreach (var dependency in byId[id].Dependencies.Distinct())
                if (--waiting[dependency] == 0)
                    ready.Enqueue(dependency);
        }
    }
}
