using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Stacks;

namespace Deployment.Bootstrapping.Repairs;

/// <summary>What of a stack somebody has deleted without it, and the template by which the stack forgets that.</summary>
/// <param name="Template">Null where nothing is missing.</param>
/// <param name="Missing">The resources to be made anew, by logical and physical id.</param>
/// <param name="Unseen">What could not be looked at, and why.</param>
sealed record StackRepair(TemplateDocument? Template, IReadOnlyList<string> Missing, IReadOnlyList<string> Unseen)
{
    /// <param name="session">A session in the stack's account.</param>
    /// <param name="template">What the stack is to be.</param>
    /// <exception cref="BuildException">Something is missing, and how the rest refers to it is not understood.</exception>
    public static async Task<StackRepair> OfAsync(
        StackDescription found,
        TemplateDocument template,
        StackEnvironment stacks,
        Session session,
        TargetEnvironment environment,
        CancellationToken cancellationToken
    )
    {
        var parameters = found
            .Parameters.Where(parameter => parameter.Value is not null)
            .ToDictionary(parameter => parameter.Key, parameter => parameter.Value!, StringComparer.Ordinal);
        var values = new TemplateValues(template, environment, parameters);
        var inspection = new ResourceInspection(session, session.Endpoint, environment);
        var all = await inspection.RunAsync(found.StackName, stacks.Calls, values, cancellationToken);
        var resources = template.Section("Resources");
        var missing = all.Where(one => one.Presence is Presence.Missing)
            .Select(one => one.Resource)
            // What the template has no more is on its way out anyway.
            .Where(resource => resources.ContainsKey(resource.LogicalId))
            .ToList();
        var unseen = all.Select(one => one.Presence).OfType<Presence.Unknown>().Select(unknown => unknown.Why);
        if (missing.Count == 0)
            return new(null, [], [.. unseen]);
        var pruned = PrunedTemplate.Of(
            template,
            missing.Select(resource => resource.LogicalId).ToHashSet(StringComparer.Ordinal),
            values.With(all.Select(one => one.Resource))
        );
        var names = missing.Select(resource => $"{resource.LogicalId} {resource.PhysicalId}").ToList();
        return pruned is null ? throw NotMended(found, environment, names) : new(pruned, names, [.. unseen]);
    }

    static BuildException NotMended(
        StackDescription found,
        TargetEnvironment environment,
        IReadOnlyList<string> missing
    ) =>
        new(
            new Finding(
                FindingCodes.BootstrapResourceMissing,
                $"Stack {found.StackName} in {environment} lacks resources that were deleted by hand",
                missing,
                "make them again as the stack made them, by the names above"
            )
        );
}
