using Deployment.Assemblies;
using Deployment.Credentials;

namespace Diagnosis.Requirements;

/// <summary>The roles of a chain, each assumed by the one before it.</summary>
public static class Chains
{
    /// <summary>Who acts once the chain is assumed.</summary>
    public static Actor End(RoleChain chain) =>
        chain.Links is [.., var last] ? new Actor.Role(last.RoleArn) : new Actor.Caller();

    /// <summary>The links into an environment.</summary>
    public static IReadOnlyList<RequiredRole> Into(
        RolePurpose purpose,
        TargetEnvironment environment,
        RequirementOptions options
    )
    {
        Actor by = new Actor.Caller();
        var roles = new List<RequiredRole>();
        foreach (var link in options.ChainInto(purpose, environment).Links)
        {
            roles.Add(
                new RequiredRole(link.RoleArn, RolePurpose.ChainLink, options.Cicd, by)
                {
                    ExternalId = link.ExternalId,
                    Duration = link.Duration,
                    Tags = link.Tags ?? new Dictionary<string, string>(),
                    NeededBy = [NameOf(purpose)],
                }
            );
            by = new Actor.Role(link.RoleArn);
        }
        return roles;
    }

    /// <summary>What the settings call the chain.</summary>
    static string NameOf(RolePurpose purpose) =>
        purpose switch
        {
            RolePurpose.Lookup or RolePurpose.ReadOnly => "lookup",
            RolePurpose.FilePublishing or RolePurpose.ImagePublishing => "publish",
            _ => "deploy",
        };
}
