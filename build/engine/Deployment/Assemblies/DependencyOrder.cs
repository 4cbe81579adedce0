namespace Deployment.Assemblies;

/// <summary>Orders stacks so that each comes after what it depends on, otherwise as the manifests have them.</summary>
static class DependencyOrder
{
    public static IReadOnlyList<StackArtifact> Sort(IReadOnlyList<StackArtifact> stacks)
    {
        var byId = stacks.ToDictionary(stack => stack.HierarchicalId, StringComparer.Ordinal);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var sorted = new List<StackArtifact>(stacks.Count);
        foreach (var start in stacks)
        {
            var open = new Stack<(StackArtifact Stack, bool Ready)>([(start, false)]);
            while (open.TryPop(out var next))
            {
                if (next.Ready)
                    sorted.Add(next.Stack);
                else if (done.Add(next.Stack.HierarchicalId))
                {
                    open.Push((next.Stack, true));
                    foreach (var dependency in next.Stack.Dependencies.Reverse().Where(byId.ContainsKey))
                        if (!done.Contains(dependency))
                            open.Push((byId[dependency], false));
                }
            }
        }
        return sorted;
    }
}
