namespace LocalAws.Secrets;

/// <summary>A copy of a secret in another region, as the primary secret knows it.</summary>
public sealed record SecretReplica(string Region)
{
    /// <summary>The status of a copy that is what the primary secret is.</summary>
    public const string InSync = "InSync";

    /// <summary>The status of a copy that was not made.</summary>
    public const string Failed = "Failed";

    /// <summary>The KMS key that was asked for, or null for the service's own.</summary>
    public string? KeyId { get; init; }

    /// <summary>InSync or Failed; copies are made at once here.</summary>
    public string Status { get; init; } = InSync;

    /// <summary>Why it failed, or null.</summary>
    public string? Message { get; init; }
}

/// <summary>The regions that a secret is to be copied to.</summary>
public sealed record ReplicaRequest(IReadOnlyList<SecretReplica> Regions, bool Overwrites)
{
    /// <summary>No region.</summary>
    public static ReplicaRequest None { get; } = new([], Overwrites: false);
}
