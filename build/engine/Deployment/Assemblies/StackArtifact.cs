namespace Deployment.Assemblies;

/// <summary>A stack in a Cloud Assembly (artifact type <c>aws:cloudformation:stack</c>), its paths absolute, its placeholders as written.</summary>
public sealed record StackArtifact
{
    /// <summary>The artifact's key in its manifest.</summary>
    public required string ArtifactId { get; init; }

    /// <summary>The construct path, <c>Prod/Network</c>; unique in an assembly with all its nested ones.</summary>
    public required string HierarchicalId { get; init; }

    /// <summary>The name in CloudFormation.</summary>
    public required string StackName { get; init; }

    public required TargetEnvironment Environment { get; init; }
    public required string TemplateFile { get; init; }

    /// <summary>The template in the staging bucket, <c>s3://bucket/key</c> with placeholders, where the synthesizer made it an asset.</summary>
    public string? TemplateAssetUrl { get; init; }

    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Null where the manifest does not say: then they are somebody else's to set.</summary>
    public IReadOnlyList<string>? NotificationArns { get; init; }

    /// <summary>Null where the manifest does not say.</summary>
    public bool? TerminationProtection { get; init; }

    /// <summary>The role to deploy with; null: the session's own credentials, by the manifest's choice.</summary>
    public RoleReference? DeployRole { get; init; }

    /// <summary>ARN of the role that CloudFormation acts as, with placeholders.</summary>
    public string? CloudFormationExecutionRoleArn { get; init; }

    public BootstrapRole? LookupRole { get; init; }
    public BootstrapRequirement? Bootstrap { get; init; }
    public bool ValidateOnSynth { get; init; }

    /// <summary>Hierarchical ids of the stacks of this assembly that have to be deployed before.</summary>
    public IReadOnlyList<string> Dependencies { get; init; } = [];

    /// <summary>What has to be published before the stack is deployed.</summary>
    public IReadOnlyList<AssetManifest> AssetManifests { get; init; } = [];

    /// <summary>What constructs had to say at synthesis.</summary>
    public IReadOnlyList<SynthesisMessage> Messages { get; init; } = [];

    /// <summary>The findings of validations that constructs say are meant.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements { get; init; } = [];

    /// <summary>Construct path by logical id.</summary>
    public IReadOnlyDictionary<string, string> ConstructPaths { get; init; } = new Dictionary<string, string>();

    /// <summary>The path, with the name in CloudFormation where it differs from the artifact's id, as the CDK CLI shows it.</summary>
    public string DisplayName => StackName == ArtifactId ? HierarchicalId : $"{HierarchicalId} ({StackName})";
}

/// <summary>A message that a construct attached to the stack; an error stops a deployment.</summary>
public sealed record SynthesisMessage(SynthesisMessageLevel Level, string ConstructPath, string Text);

/// <summary>A finding of a validation that a construct says is meant, for itself and all that is in it.</summary>
/// <param name="ConstructPath">Without a slash at its start.</param>
/// <param name="Rule">Like AwsSolutions::AwsSolutions-S1.</param>
public sealed record Acknowledgement(string ConstructPath, string Rule, string Reason);

public enum SynthesisMessageLevel
{
    Info,
    Warning,
    Error,
}
