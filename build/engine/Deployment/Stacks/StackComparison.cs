using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>
/// Tells whether a stack already is what it is to be, from what DescribeStacks and GetTemplate say. In doubt it is not:
/// then a change set finds out. Capabilities are consent to an update and no part of what a stack is; termination protection
/// and stack policy are set apart.
/// </summary>
static class StackComparison
{
    /// <summary>GetTemplate is only called when nothing else differs.</summary>
    public static async Task<bool> IsUnchangedAsync(
        StackSpecification wanted,
        StackDescription found,
        StackOptions options,
        StackCalls calls,
        CancellationToken cancellationToken
    ) =>
        HasSameTags(wanted, found)
        && HasSameParameters(wanted, found, options)
        && HasSameNotificationArns(wanted, found)
        && TemplateDoubts.Of(wanted).Count == 0
        && await HasSameTemplateAsync(wanted, found, calls, cancellationToken);

    /// <summary>Also where nothing is wanted of them.</summary>
    public static bool HasSameNotificationArns(StackSpecification wanted, StackDescription found) =>
        wanted.NotificationArns is not { } arns || arns.ToHashSet().SetEquals(found.NotificationArns);

    /// <summary>Why what was read of the stack does not tell what would change.</summary>
    public static IReadOnlyList<string> Doubts(StackSpecification wanted, StackDescription? found)
    {
        var current = found?.Parameters.Select(p => p.Key).ToHashSet(StringComparer.Ordinal) ?? [];
        return
        [
            .. TemplateDoubts.Of(wanted),
            .. wanted
                .Template.Parameters.Where(parameter =>
                    parameter.NoEcho
                    && current.Contains(parameter.Name)
                    && wanted.Parameters.ContainsKey(parameter.Name)
                )
                .Select(parameter => $"the value of parameter {parameter.Name} is hidden"),
        ];
    }

    static async Task<bool> HasSameTemplateAsync(
        StackSpecification wanted,
        StackDescription found,
        StackCalls calls,
        CancellationToken cancellationToken
    )
    {
        var answer = await calls.SendAsync(new GetTemplateRequest(wanted.Stack.StackName), cancellationToken);
        if (answer.Body.Length == 0)
            return false;
        var current = new TemplateDocument(answer.Body);
        // What is not ASCII is not read back; the name of the change set that the template came by tells it apart.
        return found.Status.IsSuccess && ChangeSetNames.DigestIn(found.ChangeSetId) is { } digest
            ? digest == wanted.Template.Digest && ReadBackText.MayBe(wanted.Template.Content, current.Content)
            : wanted.Template.SaysTheSameAs(current);
    }

    static bool HasSameTags(StackSpecification wanted, StackDescription found) =>
        wanted.Tags.Count == found.Tags.Count
        && found.Tags.All(tag => wanted.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value);

    static bool HasSameParameters(StackSpecification wanted, StackDescription found, StackOptions options)
    {
        var current = found.Parameters.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        var declared = wanted.Template.Parameters;
        return declared.Count == current.Count
            && declared.All(parameter =>
                current.TryGetValue(parameter.Name, out var value) && HasSame(parameter, value, wanted, options)
            );
    }

    /// <summary>A parameter without a given value keeps the stack's own, unless it is told to take its default.</summary>
    static bool HasSame(DeclaredParameter parameter, string? value, StackSpecification wanted, StackOptions options) =>
        wanted.Parameters.TryGetValue(parameter.Name, out var given)
            ? !parameter.NoEcho && given == value
            : options.KeepParameters || (!parameter.NoEcho && parameter.Default == value);
}
