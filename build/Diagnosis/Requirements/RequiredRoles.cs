using Deployment;
using Deployment.Assemblies;
using Deployment.Credentials;

namespace Diagnosis.Requirements;

/// <summary>Collects the roles of a deployment: each once for everyone who assumes it, with all that need it.</summary>
public static class RequiredRoles
{
    /// <summary>Chain links, lookup, deploy, publishing and execution roles, in the order in which they are needed.</summary>
    public static IReadOnlyList<RequiredRole> Of(DeploymentPlan plan, RequirementOptions options)
    {
        var looker = Chains.End(options.LookupChain);
        var deployer = Chains.End(options.DeployChain);
        IEnumerable<RequiredRole> all =
        [
            .. options.Lookups.Count > 0 ? Chains.Links(options.LookupChain, "lookup", options.Cicd) : [],
            .. options.Lookups.SelectMany(lookup => OfLookup(lookup, looker, options)),
            .. plan.Stacks.Count > 0 ? Chains.Links(options.DeployChain, "deploy", options.Cicd) : [],
            .. plan.Assets.Select(asset => OfAsset(asset, plan, deployer)).OfType<RequiredRole>(),
            .. plan.Stacks.SelectMany(stack => OfStack(stack, deployer)),
        ];
        return
        [
            .. all.GroupBy(role => (role.Arn, role.Purpose, role.AssumedBy, role.ExternalId))
                .Select(group =>
                    group.First() with
                    {
                        NeededBy = [.. group.SelectMany(role => role.NeededBy).Distinct()],
                    }
                ),
        ];
    }

    static IEnumerable<RequiredRole> OfLookup(ContextLookup lookup, Actor looker, RequirementOptions options)
    {
        if (options.ReadOnlyRole(lookup.Environment) is { } arn)
            yield return new RequiredRole(arn, RolePurpose.ReadOnly, lookup.Environment, looker)
            {
                NeededBy = [lookup.Key],
            };
        else if (lookup.Role is { } role)
            yield return Role(role, RolePurpose.Lookup, lookup.Environment, looker, [lookup.Key]);
    }

    static RequiredRole? OfAsset(PlannedAsset asset, DeploymentPlan plan, Actor deployer)
    {
        var role = asset.File?.Destination.Role ?? asset.Image?.Destination.Role;
        var purpose = asset.File is null ? RolePurpose.ImagePublishing : RolePurpose.FilePublishing;
        return role is null
            ? null
            : Role(role, purpose, asset.Reference.Environment, deployer, StackNames.Of(asset, plan));
    }

    static IEnumerable<RequiredRole> OfStack(PlannedStack stack, Actor deployer)
    {
        string[] names = [stack.Reference.DisplayName];
        if (stack.Artifact.DeployRole is { } deploy)
            yield return Role(deploy, RolePurpose.Deploy, stack.Environment, deployer, names);
        if (stack.Artifact.CloudFormationExecutionRoleArn is { } execution)
            yield return Role(
                new RoleReference(execution),
                RolePurpose.CloudFormationExecution,
                stack.Environment,
                new Actor.Service("cloudformation.amazonaws.com"),
                names
            );
    }

    static RequiredRole Role(
        RoleReference reference,
        RolePurpose purpose,
        TargetEnvironment environment,
        Actor by,
        IReadOnlyList<string> neededBy
    )
    {
        var role = reference.In(environment.Placeholders);
        return new RequiredRole(role.Arn, purpose, environment, by)
        {
            ExternalId = role.ExternalId,
            Duration = role.Options?.Duration,
            Tags = role.Options?.Tags ?? new Dictionary<string, string>(),
            SourceIdentity = role.Options?.SourceIdentity,
            NeededBy = neededBy,
        };
    }
}
