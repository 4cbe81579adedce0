using Deployment.Assemblies;
using FsCheck;
using FsCheck.Xunit;

namespace Build.Tests.Deployment.Assemblies;

/// <summary>Cycles of graphs: what is shown as a cycle is one, whatever was looked at before.</summary>
public sealed class DependencyCyclesTests
{
    [Fact]
    public void Find_CycleBesideABranchThatEnds_ShowsTheCycleAlone()
    {
        var graph = new Dictionary<string, string[]>
        {
            ["a"] = ["b", "c"],
            ["b"] = [],
            ["c"] = ["a"],
        };

        var cycle = Assert.Single(DependencyCycles.Find(graph.Keys, item => graph[item]));

        Assert.Equal(["a", "c", "a"], cycle);
    }

    /// <summary>The seed of a failure is printed; <c>[Property(Replay = "...")]</c> takes it.</summary>
    [Property]
    public void Find_OfAnyGraph_ShowsWhatDependsOnItself(Tuple<byte, byte>[] edges)
    {
        var graph = edges
            .Select(edge => (From: $"{edge.Item1 % 8}", To: $"{edge.Item2 % 8}"))
            .ToLookup(edge => edge.From, edge => edge.To);
        var items = Enumerable.Range(0, 8).Select(item => $"{item}").ToList();

        var cycles = DependencyCycles.Find(items, item => graph[item]);

        Assert.All(cycles, cycle => Assert.Equal(cycle[0], cycle[^1]));
        Assert.All(
            cycles,
            cycle => Assert.All(cycle.Zip(cycle.Skip(1)), step => Assert.Contains(step.Second, graph[step.First]))
        );
        Assert.Equal(items.Any(item => Reaches(item, item, [])), cycles.Count > 0);

        bool Reaches(string from, string to, HashSet<string> seen) =>
            graph[from].Any(next => next == to || (seen.Add(next) && Reaches(next, to, seen)));
    }
}
