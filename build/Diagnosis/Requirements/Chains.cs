using Deployment.Assemblies;
using Deployment.Credentials;

namespace Diagnosis.Requirements;

/// <summary>The roles of a chain, each assumed by the one before it.</summary>
public static class Chains
{
    /// <summary>Who acts once the chain is assumed.</summary>
    public static Actor End(RoleChain chain) =>
        chain.Links is [.., var last] ? new Actor.Role(last.RoleArn) : new Actor.Caller();

    /// <param name="name">The chain's name in the settings: lookup, deploy, bootstrap ...</param>
    public static IReadOnlyList<RequiredRole> Links(RoleChain chain, string name, TargetEnvironment environment)
    {
        Actor by = new Actor.Caller();
        var roles = new List<RequiredRole>();
        foreach (var link in chain.Links)
        {
            roles.Add(
                new RequiredRole(link.RoleArn, RolePurpose.ChainLink, environment, by)
                {
                    ExternalId = link.ExternalId,
                    Duration = link.Duration,
                    Tags = link.Tags ?? new Dictionary<string, string>(),
                    NeededBy = [name],
                }
            );
            by = new Actor.Role(link.RoleArn);
        }
        return roles;
    }
}
