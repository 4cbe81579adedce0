using System.Text.Json.Serialization;

namespace LocalAws.Identities;

/// <summary>An IAM user.</summary>
public sealed record User
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The path, "/" by default.</summary>
    public string Path { get; init; } = "/";

    /// <summary>AIDA and 17 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>What it may do.</summary>
    public AttachedPolicies Policies { get; init; } = new();

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>An access key of a user.</summary>
public sealed record AccessKey(string Id, string Secret, string UserName, DateTimeOffset Created, bool Active)
{
    /// <summary>The id alone: a secret is not printed.</summary>
    public override string ToString() => Id;
}

/// <summary>An IAM role.</summary>
public sealed record Role
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The path, "/" by default.</summary>
    public string Path { get; init; } = "/";

    /// <summary>AROA and 17 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Who may assume it.</summary>
    public required string TrustPolicy { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The longest session, in seconds, between one hour and twelve.</summary>
    public int MaxSessionDuration { get; init; } = 3600;

    /// <summary>What it may do.</summary>
    public AttachedPolicies Policies { get; init; } = new();

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>The policies of a user or role: inline ones by name, managed ones by ARN, and the boundary.</summary>
public sealed record AttachedPolicies
{
    /// <summary>Inline policy documents by name.</summary>
    public IReadOnlyDictionary<string, string> Inline { get; init; } = new Dictionary<string, string>();

    /// <summary>ARNs of attached managed policies.</summary>
    public IReadOnlyList<string> Managed { get; init; } = [];

    /// <summary>ARN of the permissions boundary, or null.</summary>
    public string? Boundary { get; init; }
}

/// <summary>A customer managed policy with its versions.</summary>
public sealed record ManagedPolicy
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The path, "/" by default.</summary>
    public string Path { get; init; } = "/";

    /// <summary>ANPA and 17 characters.</summary>
    public required string Id { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its default version last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The versions, oldest first, at most five.</summary>
    public required IReadOnlyList<PolicyVersion> Versions { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The version in force.</summary>
    [JsonIgnore]
    public PolicyVersion Default => Versions.Single(version => version.IsDefault);
}

/// <summary>One version of a managed policy.</summary>
public sealed record PolicyVersion(string Id, string Document, DateTimeOffset Created, bool IsDefault);
