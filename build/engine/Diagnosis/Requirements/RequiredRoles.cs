using Deployment;
using Deployment.Assemblies;

namespace Diagnosis.Requirements;

/// <summary>Collects the roles of a deployment: each once for everyone who assumes it, with all that need it.</summary>
public static class RequiredRoles
{
    /// <summary>Chain links, lookup, deploy, publishing and execution roles, in the order in which they are needed.</summary>
    public static IReadOnlyList<RequiredRole> Of(DeploymentPlan plan, RequirementOptions options)
    {
        IEnumerable<RequiredRole> all =
        [
            .. options.Lookups.SelectMany(lookup => OfLookup(lookup, options)),
            .. plan.Assets.SelectMany(asset => OfAsset(asset, plan, options)),
            .. plan.Stacks.SelectMany(stack => OfStack(stack, options)),
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

    static IEnumerable<RequiredRole> OfLookup(ContextLookup lookup, RequirementOptions options)
    {
        foreach (var link in Chains.Into(RolePurpose.Lookup, lookup.Environment, options))
            yield return link;
        var looker = options.ActorFor(RolePurpose.Lookup, lookup.Environment);
        if (options.ReadOnlyRole(lookup.Environment) is { } arn)
            yield return new RequiredRole(arn, RolePurpose.ReadOnly, lookup.Environment, looker)
            {
                NeededBy = [lookup.Key],
            };
        else if (lookup.Role is { } role)
            yield return Role(role, RolePurpose.Lookup, lookup.Environment, looker, [lookup.Key]);
    }

    static IEnumerable<RequiredRole> OfAsset(PlannedAsset asset, DeploymentPlan plan, RequirementOptions options)
    {
        var environment = asset.Reference.Environment;
        var purpose = asset.File is null ? RolePurpose.ImagePublishing : RolePurpose.FilePublishing;
        foreach (var link in Chains.Into(purpose, environment, options))
            yield return link;
        if ((asset.File?.Destination.Role ?? asset.Image?.Destination.Role) is { } role)
            yield return Role(
                role,
                purpose,
                environment,
                options.ActorFor(purpose, environment),
                StackNames.Of(asset, plan)
            );
    }

    static IEnumerable<RequiredRole> OfStack(PlannedStack stack, RequirementOptions options)
    {
        string[] names = [stack.Reference.DisplayName];
        foreach (var link in Chains.Into(RolePurpose.Deploy, stack.Environment, options))
            yield return link;
        if (stack.Artifact.DeployRole is { } deploy)
            yield return Role(
                deploy,
                RolePurpose.Deploy,
                stack.Environment,
                options.ActorFor(RolePurpose.Deploy, stack.Environment),
                names
            );
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
