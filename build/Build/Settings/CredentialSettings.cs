namespace Build.Settings;

/// <param name="Profile">The profile to start from when neither arguments nor the machine say otherwise.</param>
/// <param name="Chains">The roles to assume one after the other for a purpose; none: the base credentials themselves.</param>
public sealed record CredentialSettings(
    string? Profile,
    IReadOnlyDictionary<Purpose, IReadOnlyList<RoleLinkSettings>> Chains
)
{
    public IReadOnlyList<RoleLinkSettings> ChainFor(Purpose purpose) => Chains.GetValueOrDefault(purpose, []);
}

/// <param name="Role">A role ARN with placeholders.</param>
/// <param name="DurationSeconds">900 to 43200; a role that is reached through another lasts an hour at most.</param>
public sealed record RoleLinkSettings(
    string Role,
    string? ExternalId,
    int? DurationSeconds,
    string? SessionName,
    IReadOnlyDictionary<string, string> Tags
);

/// <summary>What a task needs credentials for.</summary>
public enum Purpose
{
    Lookup,
    Deploy,
    Publish,
    Bootstrap,
    ReadOnly,
}
