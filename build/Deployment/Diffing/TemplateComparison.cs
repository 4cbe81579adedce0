using System.Text.Json.Nodes;
using Cake.AWS.CloudFormation.Client;
using Deployment.Stacks;

namespace Deployment.Diffing;

/// <summary>Compares two templates, and takes what would be replaced from a change set where there is one.</summary>
static class TemplateComparison
{
    const string CdkMetadata = "AWS::CDK::Metadata";

    /// <param name="before">Null for a stack that is not there yet.</param>
    /// <param name="changes">The changes of a change set; null where none was made, and then replacements are not known.</param>
    public static StackDifference Compare(
        StackSpecification wanted,
        TemplateDocument? before,
        IReadOnlyList<ResourceChange>? changes
    )
    {
        var old = before?.Content ?? [];
        var now = wanted.Template.Content;
        var oldResources = old["Resources"] as JsonObject ?? [];
        var newResources = now["Resources"] as JsonObject ?? [];
        return new StackDifference(wanted.Stack, before is null)
        {
            Resources = [.. Resources(oldResources, newResources, wanted.ConstructPaths, changes ?? [])],
            Others =
            [
                .. old.Concat(now)
                    .Select(section => section.Key)
                    .Distinct()
                    .Where(section => section != "Resources")
                    .SelectMany(section => Values.Compare(section, old[section], now[section])),
            ],
            Iam = SecurityComparison.Compare(IamStatements.Of(oldResources), IamStatements.Of(newResources)),
            SecurityGroups = SecurityComparison.Compare(
                SecurityGroupRules.Of(oldResources),
                SecurityGroupRules.Of(newResources)
            ),
        };
    }

    static IEnumerable<ResourceDifference> Resources(
        JsonObject before,
        JsonObject after,
        IReadOnlyDictionary<string, string> constructPaths,
        IReadOnlyList<ResourceChange> changes
    )
    {
        var changeOf = changes.ToLookup(change => change.LogicalId, StringComparer.Ordinal);
        foreach (var id in before.Concat(after).Select(resource => resource.Key).Distinct())
        {
            var (old, now) = (before[id] as JsonObject, after[id] as JsonObject);
            var change = changeOf[id].FirstOrDefault();
            var type = (now ?? old)?["Type"]?.ToString() ?? "";
            if (type == CdkMetadata || (JsonNode.DeepEquals(old, now) && change is null))
                continue;
            yield return new ResourceDifference(
                id,
                constructPaths.GetValueOrDefault(id),
                type,
                KindOf(old, now, change),
                old is null || now is null ? [] : [.. Values.Compare("", old, now)]
            );
        }
    }

    static ResourceChangeKind KindOf(JsonObject? before, JsonObject? after, ResourceChange? change)
    {
        if (change?.Action == "Import")
            return ResourceChangeKind.Imported;
        if (before is null)
            return ResourceChangeKind.Added;
        if (after is null)
            return ResourceChangeKind.Removed;
        if (before["Type"]?.ToString() != after["Type"]?.ToString())
            return ResourceChangeKind.Replaced;
        return change?.Replacement switch
        {
            "True" => ResourceChangeKind.Replaced,
            "Conditional" => ResourceChangeKind.MayBeReplaced,
            _ => ResourceChangeKind.Changed,
        };
    }
}
