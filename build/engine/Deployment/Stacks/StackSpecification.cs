namespace Deployment.Stacks;

/// <summary>What a stack is to be: the template and everything that goes with it, placeholders replaced.</summary>
public sealed record StackSpecification
{
    public required StackReference Stack { get; init; }
    public required TemplateDocument Template { get; init; }

    /// <summary>Where in S3 the template lies; null when it is short enough to be sent along.</summary>
    public string? TemplateUrl { get; init; }

    /// <summary>Those that are given; what else the template declares keeps the stack's value, or takes its default.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Null leaves the stack's own; an empty list clears them.</summary>
    public IReadOnlyList<string>? NotificationArns { get; init; }

    /// <summary>CDK's own: apps make named IAM resources and may use macros.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } =
    ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];

    /// <summary>The role that CloudFormation acts as; null for the deployer's own rights.</summary>
    public string? ExecutionRoleArn { get; init; }

    /// <summary>Null leaves the stack's own setting.</summary>
    public bool? TerminationProtection { get; init; }

    /// <summary>JSON; null leaves the stack's own.</summary>
    public string? StackPolicy { get; init; }

    /// <summary>The stacks in it.</summary>
    public IReadOnlyList<NestedStack> Nested { get; init; } = [];

    /// <summary>Construct path by logical id, for messages.</summary>
    public IReadOnlyDictionary<string, string> ConstructPaths { get; init; } = new Dictionary<string, string>();
}

/// <summary>How stacks are deployed.</summary>
public sealed record StackOptions
{
    /// <summary>Take stacks that are stuck in a failed update back to their last good state before going on.</summary>
    public bool Rollback { get; init; }

    /// <summary>Leave what succeeded in place when an update fails.</summary>
    public bool DisableRollback { get; init; }

    /// <summary>Take over resources that are there already under the names that the template gives.</summary>
    public bool ImportExistingResources { get; init; }

    /// <summary>Parameters without a given value keep the stack's own; otherwise they take the template's default.</summary>
    public bool KeepParameters { get; init; } = true;

    /// <summary>Make a change set also where template, parameters and tags are the stack's own.</summary>
    public bool Force { get; init; }
}
