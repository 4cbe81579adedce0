namespace Deployment.Assemblies;

/// <summary>An artifact of one manifest, its parts not yet read.</summary>
/// <param name="Directory">The directory of the assembly that the manifest belongs to.</param>
sealed record ManifestArtifact(string Id, string Type, string Directory, ManifestNode Node)
{
    public const string Stack = "aws:cloudformation:stack";
    public const string Assets = "cdk:asset-manifest";
    public const string Assembly = "cdk:cloud-assembly";

    public ManifestNode? Properties { get; } = Node.FindObject("properties");

    public IReadOnlyList<string> Dependencies { get; } = Node.Strings("dependencies");

    public static IReadOnlyList<ManifestArtifact> ReadAll(ManifestNode manifest, string directory)
    {
        var artifacts = new List<ManifestArtifact>();
        foreach (var (id, node) in manifest.FindObject("artifacts")?.Members() ?? [])
            if (node.IsObject() && node.RequireString("type") is { } type)
            {
                var artifact = new ManifestArtifact(id, type, directory, node);
                if (
                    artifact.Properties is null
                    && type is Stack or Assets or Assembly
                    && node.Find("properties") is null
                )
                    node.Problem(FindingCodes.InvalidManifest, "properties is missing");
                artifacts.Add(artifact);
            }
        return artifacts;
    }
}
