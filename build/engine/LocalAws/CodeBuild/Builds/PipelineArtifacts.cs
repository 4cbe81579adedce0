namespace LocalAws.CodeBuild.Builds;

/// <summary>The artifacts of a pipeline's action: zips in S3, which the project's service role reads and writes.</summary>
public sealed record PipelineArtifacts
{
    /// <summary>What the build finds in CODEBUILD_SRC_DIR.</summary>
    public required InputArtifact Primary { get; init; }

    /// <summary>What the build finds in CODEBUILD_SRC_DIR_NAME, by the artifact's name.</summary>
    public IReadOnlyList<InputArtifact> Secondary { get; init; } = [];

    /// <summary>What the build leaves: one is the buildspec's artifacts, several are its secondary artifacts of these names.</summary>
    public IReadOnlyList<OutputArtifact> Outputs { get; init; } = [];
}

/// <summary>An artifact that an action before this one left.</summary>
public sealed record InputArtifact(string Name, string Bucket, string Key)
{
    /// <summary>The version of the object, or null for the current one.</summary>
    public string? VersionId { get; init; }

    /// <summary>The revision of the source that it comes from, such as a commit's id, or null.</summary>
    public string? Revision { get; init; }
}

/// <summary>Where an artifact goes.</summary>
public sealed record OutputArtifact(string Name, string Bucket, string Key)
{
    /// <summary>The KMS key of the artifact store, or null for the project's.</summary>
    public string? KeyArn { get; init; }
}
