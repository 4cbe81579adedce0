using Deployment;
using Diagnosis.Accounts;

namespace Diagnosis.Requirements;

/// <summary>All that a deployment asks for: the roles that have to be there, and what each actor has to be allowed.</summary>
/// <param name="Permissions">Assuming the roles first, then what is done with them.</param>
/// <param name="UnknownResources">Resources of whose types it is not known what changing them takes.</param>
public sealed record DeploymentRequirements(
    IReadOnlyList<RequiredRole> Roles,
    IReadOnlyList<RequiredPermission> Permissions,
    IReadOnlyList<UnknownResource> UnknownResources
)
{
    /// <summary>The stacks whose templates are not understood: what they ask for is not known.</summary>
    public IReadOnlyList<UnreadableStack> Unreadable { get; init; } = [];

    /// <summary>Reads the templates of the plan's stacks. Where the roles alone are asked for, <see cref="RequiredRoles"/> is faster.</summary>
    public static async Task<DeploymentRequirements> OfAsync(
        DeploymentPlan plan,
        RequirementOptions options,
        CancellationToken cancellationToken
    )
    {
        var roles = RequiredRoles.Of(plan, options);
        var permissions = new List<RequiredPermission>();
        permissions.AddRange(roles.SelectMany(role => role.Assumption));
        permissions.AddRange(LookupPermissions.Of(options));
        permissions.AddRange(plan.Assets.SelectMany(asset => PublishingPermissions.Of(asset, plan, options)));
        var unknown = new List<UnknownResource>();
        var unreadable = new List<UnreadableStack>();
        foreach (var stack in plan.Stacks)
        {
            try
            {
                var template = await StackTemplate.LoadAsync(stack, cancellationToken);
                List<RequiredPermission> deploying = [.. DeployPermissions.Of(template, options)];
                var execution = ExecutionPermissions.Of(template, options);
                permissions.AddRange([.. deploying, .. execution.Permissions]);
                unknown.AddRange(execution.Unknown);
            }
            catch (Exception e) when (ReadFailures.Findings(e, stack.Artifact.TemplateFile) is { } findings)
            {
                unreadable.Add(new(stack, findings));
            }
        }
        return new(roles, Merge(permissions), unknown) { Unreadable = unreadable };
    }

    /// <summary>What an actor has to be allowed.</summary>
    public IEnumerable<RequiredPermission> Of(Actor actor) =>
        Permissions.Where(permission => permission.Actor == actor);

    /// <summary>The same question is asked once, for the first who needs it.</summary>
    static IReadOnlyList<RequiredPermission> Merge(IEnumerable<RequiredPermission> permissions) =>
        [
            .. permissions.DistinctBy(permission =>
                (
                    permission.Actor,
                    permission.Action,
                    permission.Resource,
                    string.Join(';', permission.Context.Values.Select(v => $"{v.Key}={string.Join(',', v.Value)}"))
                )
            ),
        ];
}

/// <summary>A resource of whose type it is not known what changing it takes: its permission is unknown, not assumed.</summary>
/// <param name="Stack">The stack's display name.</param>
public sealed record UnknownResource(Actor Actor, string Stack, string LogicalId, string ResourceType);

/// <summary>A stack whose template is not understood, and why.</summary>
public sealed record UnreadableStack(PlannedStack Stack, IReadOnlyList<Finding> Findings);
