using System.Text.Json.Nodes;
using Cake.AWS.CloudFormation.Client;
using Deployment.Stacks;

namespace Deployment.Diffing;

/// <summary>Compares what no template holds: tags, whom to notify, protections.</summary>
sealed class SettingsComparison(StackSpecification wanted, StackEnvironment environment)
{
    public async Task<IReadOnlyList<ValueDifference>> CompareAsync(
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
            if (!ReadBackText.MayBe(after, before))
                yield return new ValueDifference($"tag {key}", before, after);
        }
    }
}
