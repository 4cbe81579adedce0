namespace Deployment.Credentials;

/// <summary>One role on the way from the base credentials to a session.</summary>
/// <param name="Duration">Null for one hour, which is also the most that AWS grants to every link but the first.</param>
/// <param name="SessionName">Null for the run's own.</param>
public sealed record RoleLink(
    string RoleArn,
    string? ExternalId = null,
    TimeSpan? Duration = null,
    string? SessionName = null,
    IReadOnlyDictionary<string, string>? Tags = null
)
{
    /// <summary>The next action when the role is refused; null for what generally helps.</summary>
    public string? Hint { get; init; }
}

/// <summary>Roles assumed one after the other; none at all means the base credentials themselves.</summary>
public sealed record RoleChain(IReadOnlyList<RoleLink> Links)
{
    public static readonly RoleChain None = new([]);
}
