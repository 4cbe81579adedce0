namespace Deployment.Assemblies;

/// <summary>An asset manifest (artifact type <c>cdk:asset-manifest</c>): what is published where before stacks are deployed.</summary>
/// <param name="File">The manifest's absolute path; container images are published from it by cdk-assets.</param>
public sealed record AssetManifest(
    string ArtifactId,
    string File,
    IReadOnlyList<FileAsset> Files,
    IReadOnlyList<ContainerImageAsset> ContainerImages,
    BootstrapRequirement? Bootstrap
)
{
    /// <summary>The ids of the stacks that make what it is published to, as CDK's AppStagingSynthesizer has them; none for the bootstrap stack's.</summary>
    public IReadOnlyList<string> After { get; init; } = [];
}

/// <summary>A file, or a directory to be zipped, with its destinations.</summary>
public sealed record FileAsset(
    string Id,
    string? DisplayName,
    FileAssetSource Source,
    IReadOnlyList<FileDestination> Destinations
);

/// <summary>Where the bytes of a file asset come from.</summary>
public abstract record FileAssetSource
{
    FileAssetSource() { }

    /// <summary>The file as it is, by its absolute path.</summary>
    public sealed record File(string Path) : FileAssetSource;

    /// <summary>The directory, zipped.</summary>
    /// <param name="Boundary">The assembly's directory; links in the directory may lead anywhere in it, but not out of it.</param>
    public sealed record ZipDirectory(string Path, string Boundary) : FileAssetSource;

    /// <summary>A command, run in the assembly's directory, that prints the path of the file to publish.</summary>
    public sealed record Command(IReadOnlyList<string> Arguments, string WorkingDirectory) : FileAssetSource;
}

/// <summary>A place in S3, its texts with placeholders.</summary>
/// <param name="Region">Null: the region of the stack.</param>
/// <param name="Role">Null: the session's own credentials, by the manifest's choice.</param>
public sealed record FileDestination(
    string Id,
    string BucketName,
    string ObjectKey,
    string? Region,
    RoleReference? Role
);

/// <summary>A container image, built and pushed by cdk-assets.</summary>
public sealed record ContainerImageAsset(
    string Id,
    string? DisplayName,
    string? Directory,
    IReadOnlyList<ContainerImageDestination> Destinations
);

/// <summary>A place in ECR, its texts with placeholders.</summary>
public sealed record ContainerImageDestination(
    string Id,
    string RepositoryName,
    string ImageTag,
    string? Region,
    RoleReference? Role
);
