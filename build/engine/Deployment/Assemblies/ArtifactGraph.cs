namespace Deployment.Assemblies;

/// <summary>The dependencies between the artifacts of one manifest.</summary>
sealed class ArtifactGraph(IReadOnlyList<ManifestArtifact> artifacts)
{
    readonly Dictionary<string, ManifestArtifact> byId = artifacts.ToDictionary(
        artifact => artifact.Id,
        StringComparer.Ordinal
    );

    /// <summary>Tells dependencies on what is not there, and cycles.</summary>
    public void Check()
    {
        foreach (var artifact in artifacts)
        foreach (var dependency in artifact.Dependencies.Where(id => !byId.ContainsKey(id)))
            artifact
                .Node.Find("dependencies")!
                .Problem(
                    FindingCodes.UnknownDependency,
                    $"{artifact.Id} depends on {dependency}, which the manifest does not have"
                );
        foreach (
            var cycle in DependencyCycles.Find(artifacts.Select(artifact => artifact.Id), id => byId[id].Dependencies)
        )
            byId[cycle[0]]
                .Node.Problem(
                    FindingCodes.DependencyCycle,
                    $"the artifacts depend on each other: {string.Join(" -> ", cycle)}",
                    "take one of these dependencies out of the app"
                );
    }

    /// <summary>What an artifact depends on: stacks, stages and asset manifests, also through artifacts of other types.</summary>
    public IReadOnlyList<string> Reach(string id)
    {
        var reached = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { id };
        var open = new Stack<string>(byId[id].Dependencies.Reverse());
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next) || !byId.TryGetValue(next, out var artifact))
                continue;
            reached.Add(next);
            if (artifact.Type is not (ManifestArtifact.Stack or ManifestArtifact.Assembly))
                foreach (var further in artifact.Dependencies.Reverse())
                    open.Push(further);
        }
        return reached;
    }
}
