namespace LocalAws.Identities;

/// <summary>An IAM group: users who may do what its policies let them.</summary>
public sealed record Group
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The path, "/" by default.</summary>
    public required string Path { get; init; }

    /// <summary>AGPA and 17 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>What its users may do; it has no boundary.</summary>
    public AttachedPolicies Policies { get; init; } = new();

    /// <summary>The names of its users, in the order in which they came.</summary>
    public IReadOnlyList<string> Users { get; init; } = [];
}
