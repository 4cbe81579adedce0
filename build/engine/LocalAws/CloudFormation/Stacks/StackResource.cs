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

    /// <summary>
    /// A physical resource besides <see cref="Current"/> that is, or may be, there: what a creation is about to make, recorded
    /// before it acts, or what a cleanup has still to delete. Neither a kill nor a failure loses it from sight.
    /// </summary>
    public ResourceInstance? Leftover { get; init; }

    /// <summary>Whether the operation under way created it.</summary>
    public bool IsNew { get; init; }

    /// <summary>Whether the operation under way took it over: then its rollback lets go of it, and deletes nothing.</summary>
    public bool IsImported { get; init; }
    public string? PhysicalId => (Current ?? Leftover)?.PhysicalId;

    /// <summary>Every physical resource that is or may be there.</summary>
    internal IEnumerable<ResourceInstance> Traces =>
        Status == StackStatus.DeleteComplete ? [] : new[] { Current, Leftover }.OfType<ResourceInstance>();
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

    /// <summary>The signals that its creation waits for, as the template says.</summary>
    public JsonNode? CreationPolicy { get; init; }

    /// <summary>Whether what the template makes would send these signals, or those of a wait condition.</summary>
    public bool IsSignalledByItsStack { get; init; }

    /// <summary>What it refers to and so must outlive it.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
}
