namespace Deployment.Assemblies;

/// <summary>A role that the manifest wants assumed, as written there: ARN and external id may hold placeholders.</summary>
public sealed record RoleReference(string Arn, string? ExternalId = null, RoleSessionOptions? Options = null)
{
    /// <summary>This role with its placeholders replaced.</summary>
    public RoleReference In(Placeholders placeholders) =>
        new(placeholders.Apply(Arn), ExternalId is null ? null : placeholders.Apply(ExternalId), Options);
}

/// <summary>The manifest's <c>assumeRoleAdditionalOptions</c>, named as in the parameters of sts:AssumeRole.</summary>
public sealed record RoleSessionOptions
{
    public string? RoleSessionName { get; init; }
    public TimeSpan? Duration { get; init; }

    /// <summary>Session tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>A session policy, JSON.</summary>
    public string? Policy { get; init; }

    public IReadOnlyList<string> PolicyArns { get; init; } = [];
    public string? SourceIdentity { get; init; }
}
