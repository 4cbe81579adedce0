using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;
using Deployment.Stacks;

namespace Deployment.Diffing;

/// <summary>Finds out what deploying a stack would change.</summary>
/// <param name="options">How it would be deployed.</param>
/// <param name="withChangeSet">Make a change set, and delete it, to learn what would be replaced.</param>
sealed class StackComparer(
    StackSpecification wanted,
    StackEnvironment environment,
    StackOptions options,
    bool withChangeSet,
    string changeSetName
)
{
    public async Task<StackDifference> CompareAsync(StackExamination examined, CancellationToken cancellationToken)
    {
        var found = examined.Found;
        if (examined.IsUnchanged)
            return new StackDifference(wanted.Stack, IsNew: false)
            {
                Others = await SettingsAsync(found!, cancellationToken),
            };
        // A stack that was never created holds nothing to compare with.
        if (
            found is null
            || found.Status == StackStatus.ReviewInProgress
            || found.Status == StackStatus.RollbackComplete
            || found.Status == StackStatus.RollbackFailed
        )
            return TemplateComparison.Compare(wanted, before: null, changes: null);
        var template = await environment.Calls.SendAsync(new GetTemplateRequest(found.StackId), cancellationToken);
        var before = new TemplateDocument(template.Body);
        var changes =
            withChangeSet && found.Status.IsSteady && wanted.Template.FitsInBody
                ? await ChangesAsync(found, cancellationToken)
                : null;
        var difference = TemplateComparison.Compare(wanted, before, changes);
        return difference with { Others = [.. difference.Others, .. await SettingsAsync(found, cancellationToken)] };
    }

    async Task<IReadOnlyList<ResourceChange>> ChangesAsync(StackDescription found, CancellationToken cancellationToken)
    {
        var changeSets = new ChangeSets(environment, changeSetName);
        try
        {
            // Sent along: the template in S3 is published only when the stack is deployed.
            var asBody = wanted with
            {
                TemplateUrl = null,
            };
            var request = StackRequests.ChangeSet(asBody, found, changeSetName, options);
            var changeSet = await changeSets.CreateAsync(request, cancellationToken);
            return changeSet.IsFailed && !changeSet.HasNoChanges
                ? throw StackFindings.ChangeSetFailed(wanted.Stack, changeSet.StatusReason)
                : changeSet.Changes;
        }
        finally
        {
            await changeSets.DeleteAsync(wanted.Stack.StackName, CancellationToken.None);
        }
    }

    /// <summary>What no template holds: tags, given parameter values, whom to notify, protections.</summary>
    async Task<IReadOnlyList<ValueDifference>> SettingsAsync(
        StackDescription found,
        CancellationToken cancellationToken
    )
    {
        var settings = Settings(found).ToList();
        if (wanted.StackPolicy is { } policy)
        {
            var request = new GetStackPolicyRequest(found.StackId);
            var current = (await environment.Calls.SendAsync(request, cancellationToken)).Body;
            if (!StackSettings.IsSamePolicy(current, policy))
                settings.Add(new ValueDifference("stack policy", current, policy));
        }
        return settings;
    }

    IEnumerable<ValueDifference> Settings(StackDescription found)
    {
        if (!StackComparison.HasSameNotificationArns(wanted, found))
            yield return new ValueDifference(
                "notification ARNs",
                string.Join(", ", found.NotificationArns),
                string.Join(", ", wanted.NotificationArns!)
            );
        if (wanted.TerminationProtection is { } protection && protection != found.TerminationProtection)
            yield return new ValueDifference("termination protection", found.TerminationProtection, protection);
        var tags = found.Tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
        foreach (var key in tags.Keys.Union(wanted.Tags.Keys))
        {
            var (before, after) = (tags.GetValueOrDefault(key), wanted.Tags.GetValueOrDefault(key));
            if (before != after)
                yield return new ValueDifference($"tag {key}", before, after);
        }
        var parameters = found.Parameters.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        foreach (var (key, after) in wanted.Parameters)
        {
            var before = parameters.GetValueOrDefault(key);
            if (before != after)
                yield return new ValueDifference($"parameter {key}", before, after);
        }
    }
}
