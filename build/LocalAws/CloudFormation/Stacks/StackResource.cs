using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.Stacks;

/// <summary>A resource of a stack.</summary>
public sealed record StackResource
{
    public required string LogicalId { get; init; }
    public required string Type { get; init; }
    public required string Status { get; init; }
    public string? StatusReason { get; init; }
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>What exists; null until it has been created.</summary>
    public ResourceInstance? Current { get; init; }

    /// <summary>What there was before the update that is under way, when that changed it.</summary>
    public ResourceInstance? Previous { get; init; }

    /// <summary>Whether the operation under way created it.</summary>
    public bool IsNew { get; init; }
    public string? PhysicalId => Current?.PhysicalId;
    public bool Exists => Current is not null && Status != StackStatus.DeleteComplete;
}

/// <summary>A physical resource with what it was made of and what Ref and Fn::GetAtt give for it.</summary>
public sealed record ResourceInstance
{
    public required string PhysicalId { get; init; }
    public required string Type { get; init; }
    public required JsonObject Properties { get; init; }
    public JsonObject Attributes { get; init; } = [];

    /// <summary>What Ref gives, when it is not the physical id.</summary>
    public string? Reference { get; init; }
    public string? DeletionPolicy { get; init; }
    public string? UpdateReplacePolicy { get; init; }
    public JsonNode? Metadata { get; init; }

    /// <summary>What it refers to and so must outlive it.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
