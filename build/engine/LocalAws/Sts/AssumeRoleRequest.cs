using LocalAws.Identities;

namespace LocalAws.Sts;

/// <summary>The parameters of AssumeRole.</summary>
public sealed record AssumeRoleRequest(string RoleArn, string SessionName)
{
    /// <summary>Seconds, or null for one hour.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>What the role's trust policy may ask for.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The MFA device that the caller has used.</summary>
    public string? MfaDevice { get; init; }

    /// <summary>What the device showed.</summary>
    public string? MfaCode { get; init; }

    /// <summary>An inline session policy.</summary>
    public string? Policy { get; init; }

    /// <summary>Managed session policies.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>Session tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Which of the tags pass on along a chain.</summary>
    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>Who is behind the session.</summary>
    public string? SourceIdentity { get; init; }
}

/// <summary>Credentials of a new session.</summary>
public sealed record SessionCredentials(
    string AccessKeyId,
    string SecretAccessKey,
    string SessionToken,
    RoleSession Session
)
{
    /// <summary>The id alone: a secret is not printed.</summary>
    public override string ToString() => AccessKeyId;
}
