using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>
/// Tells whether a stack already is what it is to be, from what DescribeStacks and GetTemplate say. In doubt it is not:
/// then a change set finds out. Capabilities are consent to an update and no part of what a stack is; termination protection
/// and stack policy are set apart.
/// </summary>
static class StackComparison
{
    public static async Task<bool> IsUnchangedAsync(
        StackSpecification wanted,
        StackDescription found,
        StackCalls calls,
        CancellationToken cancellationToken
    ) => HasSameDescription(wanted, found) && await HasSameTemplateAsync(wanted, calls, cancellationToken);

    /// <summary>What DescribeStacks alone can tell, so that GetTemplate is only called when all that is the same.</summary>
    public static bool HasSameDescription(StackSpecification wanted, StackDescription found) =>
        HasSameTags(wanted, found) && HasSameParameters(wanted, found) && HasSameNotificationArns(wanted, found);

    /// <summary>Also where nothing is wanted of them.</summary>
    public static bool HasSameNotificationArns(StackSpecification wanted, StackDescription found) =>
        wanted.NotificationArns is not { } arns || arns.ToHashSet().SetEquals(found.NotificationArns);

    static async Task<bool> HasSameTemplateAsync(
        StackSpecification wanted,
        StackCalls calls,
        CancellationToken cancellationToken
    )
    {
        if (wanted.Template.DependsOnMacros)
            return false;
        var current = await calls.SendAsync(new GetTemplateRequest(wanted.Stack.StackName), cancellationToken);
        return current.Body.Length > 0 && wanted.Template.SaysTheSameAs(new TemplateDocument(current.Body));
    }

    static bool HasSameTags(StackSpecification wanted, StackDescription found) =>
        wanted.Tags.Count == found.Tags.Count
        && found.Tags.All(tag => wanted.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value);

    /// <summary>A parameter without a given value keeps the stack's own, so only given ones and those that come or go count.</summary>
    static bool HasSameParameters(StackSpecification wanted, StackDescription found)
    {
        var current = found.Parameters.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        var declared = wanted.Template.Parameters;
        return declared.Count == current.Count
            && declared.All(parameter =>
                current.TryGetValue(parameter.Name, out var value)
                && !parameter.MayHaveChanged
                && (!wanted.Parameters.TryGetValue(parameter.Name, out var given) || given == value)
            );
    }
}
