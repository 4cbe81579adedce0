using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.Stacks;

namespace LocalAws.CloudFormation.Requests;

/// <summary>What a caller asks a stack to become: the members that CreateStack, UpdateStack and CreateChangeSet share.</summary>
public sealed record StackInput
{
    public required string StackName { get; init; }
    public string? TemplateBody { get; init; }

    /// <summary>Bytes; pipelines hand over larger templates than requests may hold.</summary>
    public int TemplateBodyLimit { get; init; } = 51_200;
    public string? TemplateUrl { get; init; }
    public bool UsePreviousTemplate { get; init; }
    public IReadOnlyList<ParameterInput> Parameters { get; init; } = [];
    public IReadOnlyList<string> Capabilities { get; init; } = [];
    public string? RoleArn { get; init; }

    /// <summary>Null keeps what the stack has.</summary>
    public IReadOnlyList<string>? NotificationArns { get; init; }

    /// <summary>Null keeps what the stack has.</summary>
    public IReadOnlyList<Tag>? Tags { get; init; }
    public bool DisableRollback { get; init; }

    /// <summary>DO_NOTHING, ROLLBACK or DELETE.</summary>
    public string? OnFailure { get; init; }
    public int? TimeoutInMinutes { get; init; }
    public bool EnableTerminationProtection { get; init; }
    public string? StackPolicyBody { get; init; }
    public string? StackPolicyUrl { get; init; }

    /// <summary>The policy that this update is held to in place of the stack's own.</summary>
    public string? StackPolicyDuringUpdateBody { get; init; }
    public string? StackPolicyDuringUpdateUrl { get; init; }
    public string? ClientRequestToken { get; init; }

    /// <summary>The id of the stack where it is given beforehand; null makes one up.</summary>
    public string? StackId { get; init; }

    /// <summary>The stack that a nested one belongs to, and the one above them all.</summary>
    public string? ParentId { get; init; }
    public string? RootId { get; init; }
}

/// <summary>What CreateChangeSet takes besides.</summary>
public sealed record ChangeSetInput
{
    public required StackInput Stack { get; init; }
    public required string Name { get; init; }
    public string Type { get; init; } = "UPDATE";
    public string? Description { get; init; }
    public string? OnStackFailure { get; init; }
    public bool IncludeNestedStacks { get; init; }
    public bool ImportExistingResources { get; init; }
    public IReadOnlyList<ChangeSets.ResourceToImport> ResourcesToImport { get; init; } = [];
    public string? ClientToken { get; init; }

    /// <summary>The change set of the stack that this one's stack is nested in, and the one above them all.</summary>
    public string? ParentId { get; init; }
    public string? RootId { get; init; }
}
