using LocalAws.CloudFormation.Parameters;

namespace LocalAws.CloudFormation.Stacks;

/// <summary>A stack as it stands; deleted ones are kept and found by their id.</summary>
public sealed record Stack
{
    /// <summary>The ARN, which ends in a UUID.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Account { get; init; }
    public required string Region { get; init; }
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset? Updated { get; init; }
    public DateTimeOffset? Deleted { get; init; }
    public required string Status { get; init; }
    public string? StatusReason { get; init; }

    /// <summary>What was asked for by the last operation that ran, or is running.</summary>
    public required StackDefinition Definition { get; init; }

    /// <summary>What a rollback goes back to, while an update is not finished.</summary>
    public StackDefinition? Previous { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<StackOutput> Outputs { get; init; } = [];

    /// <summary>The exports that it imports.</summary>
    public IReadOnlyList<string> Imports { get; init; } = [];
    public string? ChangeSetId { get; init; }
    public bool DisableRollback { get; init; }
    public int? TimeoutInMinutes { get; init; }
    public bool TerminationProtection { get; init; }
    public string? StackPolicy { get; init; }

    /// <summary>The request that started the last operation, when it had a token.</summary>
    public StackRequest? LastRequest { get; init; }
    public string? ParentId { get; init; }
    public string? RootId { get; init; }

    /// <summary>The last part of the id.</summary>
    public string Uuid => Id[(Id.LastIndexOf('/') + 1)..];
    internal string Key => $"{Name}/{Uuid}";
    public bool IsBusy =>
        Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) && Status != StackStatus.ReviewInProgress;
    public bool IsDeleted => Status == StackStatus.DeleteComplete;
}

/// <summary>Everything that a template's resources follow from.</summary>
public sealed record StackDefinition
{
    /// <summary>The key of the template's text; empty while a stack is under review.</summary>
    public required string Template { get; init; }

    /// <summary>The key of the text as it was submitted, where a transform has made another of it.</summary>
    public string? Submitted { get; init; }
    public IReadOnlyList<ParameterSetting> Parameters { get; init; } = [];
    public IReadOnlyList<Tag> Tags { get; init; } = [];
    public IReadOnlyList<string> Capabilities { get; init; } = [];
    public IReadOnlyList<string> NotificationArns { get; init; } = [];
    public string? RoleArn { get; init; }
}

/// <summary>A request as its client tells it from others.</summary>
public sealed record StackRequest(string Action, string Token);

public sealed record Tag(string Key, string Value);

public sealed record StackOutput(string Key, string Value, string? Description, string? ExportName);
