namespace LocalAws.Identities;

/// <summary>What hands a role to instances.</summary>
public sealed record InstanceProfile
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The path, "/" by default.</summary>
    public required string Path { get; init; }

    /// <summary>AIPA and 17 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The name of its only role, or null.</summary>
    public string? RoleName { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
