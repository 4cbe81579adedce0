using System.Globalization;
using Deployment.Assemblies;

namespace Deployment;

/// <summary>A deterministic part of the stacks, one of several that together are all. Stacks that depend on each other stay together.</summary>
/// <param name="Index">From 1.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>Reads "2/5".</summary>
    /// <exception cref="BuildException">Exit code 2.</exception>
    public static Shard Parse(string text) =>
        text.Split('/') is [var first, var second]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
        && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && index >= 1
        && index <= count
            ? new Shard(index, count)
            : throw new BuildException(
                new Finding(
                    FindingCodes.InvalidArguments,
                    $"--shard={text} is not a part of a whole",
                    "--shard=1/3, from 1/3 to 3/3"
                ),
                BuildException.WrongInput
            );

    public IReadOnlyList<StackArtifact> Of(IReadOnlyList<StackArtifact> stacks)
    {
        var sizes = new int[Count];
        var mine = new HashSet<string>(StringComparer.Ordinal);
        // The largest first, each to the emptiest shard; names decide between equals, so that every machine agrees.
        foreach (
            var group in Connected(stacks)
                .OrderByDescending(group => group.Count)
                .ThenBy(group => group[0], StringComparer.Ordinal)
        )
        {
            var target = Array.IndexOf(sizes, sizes.Min());
            sizes[target] += group.Count;
            if (target == Index - 1)
                mine.UnionWith(group);
        }
        return [.. stacks.Where(stack => mine.Contains(stack.HierarchicalId))];
    }

    /// <summary>The ids of stacks that hang together, each group sorted.</summary>
    static List<List<string>> Connected(IReadOnlyList<StackArtifact> stacks)
    {
        var ids = stacks.Select(stack => stack.HierarchicalId).ToHashSet(StringComparer.Ordinal);
        var edges = stacks
            .SelectMany(stack => stack.Dependencies.Where(ids.Contains).Select(other => (stack.HierarchicalId, other)))
            .SelectMany(edge => new[] { edge, (edge.other, edge.HierarchicalId) })
            .ToLookup(edge => edge.Item1, edge => edge.Item2, StringComparer.Ordinal);
        var groups = new List<List<string>>();
        var open = new Stack<string>();
        while (ids.Count > 0)
        {
            var group = new List<string>();
            open.Push(ids.First());
            while (open.TryPop(out var id))
            {
                if (!ids.Remove(id))
                    continue;
                group.Add(id);
                foreach (var next in edges[id])
                    open.Push(next);
            }
            group.Sort(StringComparer.Ordinal);
            groups.Add(group);
        }
        return groups;
    }
}
