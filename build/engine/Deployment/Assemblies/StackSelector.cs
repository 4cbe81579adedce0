namespace Deployment.Assemblies;

/// <summary>Chooses stacks by path, name in CloudFormation, artifact id or glob.</summary>
/// <param name="Patterns">None: every stack.</param>
/// <param name="Exclusively">True: without the stacks that the chosen ones depend on.</param>
public sealed record StackSelector(IReadOnlyList<string> Patterns, bool Exclusively = false)
{
    public static StackSelector Everything { get; } = new([]);

    /// <summary>The chosen stacks, dependencies before dependents.</summary>
    /// <exception cref="BuildException">A pattern matches nothing: every such pattern, with the stacks that there are.</exception>
    public StackSelection Select(IReadOnlyList<StackArtifact> stacks)
    {
        if (Patterns.Count == 0)
            return new(stacks, []);
        var globs = Patterns.Select(pattern => new GlobPattern(pattern)).ToList();
        var unmatched = globs.Where(glob => !stacks.Any(stack => Matches(glob, stack))).ToList();
        if (unmatched.Count > 0)
            throw new BuildException(
                [.. unmatched.Select(glob => NothingMatches(glob, stacks))],
                BuildException.WrongInput
            );
        var chosen = stacks
            .Where(stack => globs.Exists(glob => Matches(glob, stack)))
            .Select(stack => stack.HierarchicalId)
            .ToHashSet(StringComparer.Ordinal);
        var included = Exclusively ? [] : Dependencies(stacks, chosen);
        return new(
            [
                .. stacks.Where(stack =>
                    chosen.Contains(stack.HierarchicalId) || included.Contains(stack.HierarchicalId)
                ),
            ],
            [.. stacks.Where(stack => included.Contains(stack.HierarchicalId))]
        );
    }

    static bool Matches(GlobPattern glob, StackArtifact stack) =>
        glob.IsMatch(stack.HierarchicalId)
        || glob.IsMatch(stack.StackName)
        || glob.IsMatch(stack.ArtifactId)
        || glob.Text == stack.DisplayName;

    static HashSet<string> Dependencies(IReadOnlyList<StackArtifact> stacks, HashSet<string> chosen)
    {
        var byId = stacks.ToDictionary(stack => stack.HierarchicalId, StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(chosen);
        while (open.TryPop(out var id))
            foreach (var dependency in byId[id].Dependencies.Where(byId.ContainsKey))
                if (!chosen.Contains(dependency) && found.Add(dependency))
                    open.Push(dependency);
        return found;
    }

    static Finding NothingMatches(GlobPattern glob, IReadOnlyList<StackArtifact> stacks) =>
        new(
            FindingCodes.NoSuchStack,
            $"No stack matches {glob.Text}",
            [$"Stacks: {(stacks.Count == 0 ? "none" : string.Join(", ", stacks.Select(stack => stack.DisplayName)))}"],
            "name one of these, or use a pattern such as 'Prod/*' or '**'"
        );
}

/// <summary>What a selector chose.</summary>
/// <param name="Stacks">All that is to be worked on, dependencies before dependents.</param>
/// <param name="Dependencies">Those among them that were not asked for, but are needed by one that was.</param>
public sealed record StackSelection(IReadOnlyList<StackArtifact> Stacks, IReadOnlyList<StackArtifact> Dependencies);
