using Deployment.Credentials;
using Deployment.NextActions;
using Guards;

namespace Deployment.Assemblies;

/// <summary>Reads a Cloud Assembly with its nested ones and tells all problems at once.</summary>
sealed class AssemblyReader
{
    readonly AssemblyProblems problems;
    readonly AssemblyFiles files;
    readonly List<StackArtifact> stacks = [];
    readonly List<MissingContext> missing = [];
    readonly HashSet<string> visited = new(StringComparer.Ordinal);

    AssemblyReader(string root, string remake) => (files, problems) = (new(root), new(remake));

    public static CloudAssembly Read(string directory, AwsEndpoint world, string? remake)
    {
        remake ??= new BuildCommand("Synth").In(world);
        var root = Path.GetFullPath(directory);
        if (!Directory.Exists(root))
            throw new BuildException(
                new Finding(FindingCodes.AssemblyNotFound, $"{directory}: the Cloud Assembly does not exist", remake)
            );
        RehearsalMark.Check(directory, world, remake);
        var reader = new AssemblyReader(Path.TrimEndingDirectorySeparator(root), remake);
        var version = reader.ReadDirectory(reader.files.Root);
        reader.CheckNames();
        reader.problems.ThrowIfAny();
        return new()
        {
            Directory = reader.files.Root,
            SchemaVersion = version!,
            Stacks = DependencyOrder.Sort(reader.stacks),
            Missing = [.. reader.missing.DistinctBy(entry => entry.Key)],
        };
    }

    string? ReadDirectory(string directory)
    {
        visited.Add(RealPath.Of(directory));
        if (
            JsonFile.Read(Path.Combine(directory, "manifest.json"), problems) is not { } manifest
            || !SchemaVersion.Check(manifest)
        )
            return null;
        ReadMissing(manifest);
        ReadArtifacts(ManifestArtifact.ReadAll(manifest, directory));
        return manifest.FindString("version");
    }

    void ReadArtifacts(IReadOnlyList<ManifestArtifact> artifacts)
    {
        var graph = new ArtifactGraph(artifacts);
        graph.Check();
        var assets = artifacts
            .Where(artifact => artifact.Type == ManifestArtifact.Assets)
            .Select(artifact => AssetManifestReader.Read(artifact, files, problems))
            .OfType<AssetManifest>()
            .ToDictionary(manifest => manifest.ArtifactId, StringComparer.Ordinal);
        var stacksOf = new Dictionary<string, List<StackArtifact>>(StringComparer.Ordinal);
        foreach (var artifact in artifacts)
            stacksOf[artifact.Id] = artifact.Type switch
            {
                ManifestArtifact.Stack when StackReader.Read(artifact, files, problems) is { } stack => [stack],
                ManifestArtifact.Assembly => ReadNested(artifact),
                _ => [],
            };
        foreach (var id in assets.Keys.ToList())
            assets[id] = assets[id] with
            {
                After = [.. graph.Reach(id).SelectMany(other => stacksOf[other]).Select(stack => stack.HierarchicalId)],
            };
        foreach (var artifact in artifacts)
        {
            var needed = graph.Reach(artifact.Id);
            List<string> dependencies =
            [
                .. needed.SelectMany(id => stacksOf[id]).Select(stack => stack.HierarchicalId),
            ];
            List<AssetManifest> manifests = [.. needed.Where(assets.ContainsKey).Select(id => assets[id])];
            stacks.AddRange(
                stacksOf[artifact.Id]
                    .Select(stack =>
                        stack with
                        {
                            Dependencies = [.. stack.Dependencies.Union(dependencies)],
                            AssetManifests = [.. stack.AssetManifests.UnionBy(manifests, manifest => manifest.File)],
                        }
                    )
            );
        }
    }

    /// <summary>The stacks of a stage; they are taken out of the list again, so that what the stage depends on can be added.</summary>
    List<StackArtifact> ReadNested(ManifestArtifact artifact)
    {
        if (artifact.Properties?.RequireString("directoryName") is not { } name)
            return [];
        var node = artifact.Properties.Find("directoryName")!;
        if (files.Directory(node, artifact.Directory, name) is not { } directory)
            return [];
        if (visited.Contains(RealPath.Of(directory)))
        {
            node.Problem(FindingCodes.DependencyCycle, $"the assembly {name} is nested more than once");
            return [];
        }
        var before = stacks.Count;
        ReadDirectory(directory);
        var nested = stacks[before..];
        stacks.RemoveRange(before, nested.Count);
        return nested;
    }

    void ReadMissing(ManifestNode manifest)
    {
        foreach (var item in manifest.Find("missing")?.Items().Where(item => item.IsObject()) ?? [])
            if (item.RequireString("key") is { } key && item.RequireString("provider") is { } provider)
                missing.Add(new(key, provider, item.Find("props")?.Element.GetRawText() ?? "{}"));
    }

    void CheckNames()
    {
        foreach (
            var group in stacks
                .GroupBy(stack => stack.HierarchicalId, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
        )
            problems.Add(FindingCodes.DuplicateStack, files.Root, $"{group.Count()} stacks have the path {group.Key}");
    }
}
