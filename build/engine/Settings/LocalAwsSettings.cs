using LocalAws;

namespace Settings;

/// <summary>What the local AWS has besides the settings' accounts.</summary>
public sealed record LocalAwsSettings
{
    /// <summary>Policies over whole accounts, or over all but the CI/CD account.</summary>
    public IReadOnlyList<ServiceControlPolicy> ServiceControlPolicies { get; init; } = [];

    /// <summary>What lookups find.</summary>
    public LookupFixtures Lookups { get; init; } = new();
}
