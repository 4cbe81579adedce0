using System.Collections.Immutable;
using Deployment.Assemblies;
using Deployment.Credentials;

namespace Diagnosis.Requirements;

/// <summary>What a Cloud Assembly does not say of its deployment.</summary>
public sealed record RequirementOptions
{
    /// <summary>Where the base credentials live: the CI/CD account.</summary>
    public required TargetEnvironment Cicd { get; init; }

    /// <summary>The way from the base credentials to the session that assumes an environment's roles of a purpose.</summary>
    public Func<RolePurpose, TargetEnvironment, RoleChain> ChainInto { get; init; } = (_, _) => RoleChain.None;

    /// <summary>What synthesis looks up; what it found before is asked again once the context is reset.</summary>
    public IReadOnlyList<ContextLookup> Lookups { get; init; } = [];

    /// <summary>Whether each stack is given a stack policy, --stack-policy.</summary>
    public bool SetsStackPolicies { get; init; }

    /// <summary>The ARN of an environment's read-only role, where lookups go through one; null: through the lookup role.</summary>
    public Func<TargetEnvironment, string?> ReadOnlyRole { get; init; } = _ => null;

    /// <summary>ARN of the customer key of a staging bucket, by environment; none for S3's own keys.</summary>
    public IReadOnlyDictionary<TargetEnvironment, string> StagingKeys { get; init; } =
        ImmutableDictionary<TargetEnvironment, string>.Empty;

    /// <summary>Who acts in an environment for a purpose before any role of the assembly is assumed.</summary>
    public Actor ActorFor(RolePurpose purpose, TargetEnvironment environment) =>
        Chains.End(ChainInto(purpose, environment));
}
