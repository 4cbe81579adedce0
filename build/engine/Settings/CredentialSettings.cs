namespace Settings;

/// <param name="Base">Where the credentials come from that a run starts with.</param>
/// <param name="Profile">The profile to start from when neither arguments nor the machine say otherwise.</param>
/// <param name="Chains">The roles to assume one after the other for a purpose; none: the base credentials themselves.</param>
public sealed record CredentialSettings(BaseSource Base, string? Profile, PurposeChains Chains)
{
    /// <summary>The chain into an environment: its own where it has one for the purpose, else everybody's.</summary>
    public IReadOnlyList<RoleLinkSettings> ChainFor(Purpose purpose, EnvironmentSettings environment)
    {
        var named = NameOfChain(purpose, environment);
        return environment.Chains[named] ?? Chains[named] ?? [];
    }

    /// <summary>Under which purpose the settings have the chain: lookups lead to the read-only role, so that theirs does where it has none.</summary>
    public Purpose NameOfChain(Purpose purpose, EnvironmentSettings environment) =>
        purpose == Purpose.ReadOnly && (environment.Chains[purpose] ?? Chains[purpose]) is null
            ? Purpose.Lookup
            : purpose;
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

/// <summary>Where base credentials come from.</summary>
public enum BaseSource
{
    /// <summary>What the machine is given: environment variables, web identity, a container's role, a profile.</summary>
    Automatic,

    /// <summary>A profile: keys, SSO, a credential process.</summary>
    Profile,
    Environment,
    Container,
    WebIdentity,

    /// <summary>The role of an EC2 instance. Its metadata service is asked for nothing else.</summary>
    Instance,
}
