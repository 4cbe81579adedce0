using System.Text.Json.Nodes;
using AwsCatalog.Schemas;
using Cake.AWS.CloudFormation.Client;
using Deployment.Stacks;

namespace Deployment.Diffing;

/// <summary>Compares resources, those of nested stacks in their place.</summary>
static class ResourceComparison
{
    /// <param name="prefix">The nested stacks that lead here.</param>
    public static IEnumerable<ResourceDifference> Compare(
        string prefix,
        StackContents? before,
        StackContents? after,
        IReadOnlyDictionary<string, string> constructPaths,
        ChangeSetContents? decided
    )
    {
        var (old, now) = (before?.Template.Resources ?? [], after?.Template.Resources ?? []);
        var changes = decided?.Changes.ToLookup(change => change.LogicalId, StringComparer.Ordinal);
        var ids = old.Concat(now)
            .Select(resource => resource.Key)
            .Concat(decided?.Changes.Select(c => c.LogicalId) ?? []);
        foreach (var id in ids.Distinct())
        {
            var pair = new Pair(old[id] as JsonObject, now[id] as JsonObject, changes?[id].FirstOrDefault());
            if (changes is not null && pair.Change is null)
                continue;
            var inner =
                pair.Type == NestedStack.ResourceType
                    ? Compare(
                            $"{prefix}{id}/",
                            before?.Nested.GetValueOrDefault(id),
                            after?.Nested.GetValueOrDefault(id),
                            NoPaths,
                            decided?.Nested.GetValueOrDefault(id)
                        )
                        .ToList()
                    : [];
            if (Own(pair, $"{prefix}{id}", constructPaths.GetValueOrDefault(id), inner.Count > 0) is { } own)
                yield return own;
            foreach (var resource in inner)
                yield return resource;
        }
    }

    static readonly Dictionary<string, string> NoPaths = [];

    /// <summary>The resource's own difference; null where it has none, or where it is but the address of what is in a nested stack.</summary>
    static ResourceDifference? Own(Pair pair, string path, string? constructPath, bool hasInner)
    {
        if (pair.Change is null && Values.AreSame(pair.Before, pair.After))
            return null;
        var effects = PropertyEffects.Of(pair.Type, pair.Before, pair.After, pair.Change);
        var kind = KindOf(pair, effects);
        List<ValueDifference> properties = kind is ResourceChangeKind.Added or ResourceChangeKind.Removed
            ? []
            : [.. effects.Mark(Properties(pair))];
        if (hasInner && kind == ResourceChangeKind.Changed)
        {
            properties = [.. properties.Where(property => !IsAddress(property.Path))];
            if (properties.Count == 0)
                return null;
        }
        var declared = pair.After ?? pair.Before;
        return new ResourceDifference(
            path,
            constructPath ?? declared?["Metadata"]?["aws:cdk:path"]?.ToString(),
            pair.Type,
            kind,
            properties
        )
        {
            Data = DataFates.Of(pair.Type, kind, pair.Before, pair.After, pair.Change),
        };
    }

    static bool IsAddress(string path) =>
        path is "Properties.TemplateURL" or "Properties"
        || path.StartsWith("Metadata.aws:asset:", StringComparison.Ordinal);

    /// <summary>As the template says it; where that is the same, as the change set does.</summary>
    static List<ValueDifference> Properties(Pair pair)
    {
        List<ValueDifference> found =
            pair.Before is null || pair.After is null ? [] : [.. Values.Compare("", pair.Before, pair.After)];
        return found.Count > 0 ? found : [.. pair.Change?.Details.Select(Of).Distinct() ?? []];
    }

    static ValueDifference Of(ChangeDetail detail) =>
        new(
            detail.Name is null ? detail.Attribute ?? "" : $"{detail.Attribute}.{detail.Name}",
            detail.BeforeValue is { } before ? JsonValue.Create(before) : null,
            detail.AfterValue is { } after ? JsonValue.Create(after) : null
        )
        {
            IsHidden = detail.Source is not ("ResourceReference" or "ResourceAttribute" or "Automatic"),
            Cause = detail.CausingEntity ?? (detail.Source == "Automatic" ? "CloudFormation looks into it" : null),
        };

    static ResourceChangeKind KindOf(Pair pair, PropertyEffects effects) =>
        pair switch
        {
            { Change.Action: "Import" } => ResourceChangeKind.Imported,
            { Change.Action: "Add" } => ResourceChangeKind.Added,
            { Change.Action: "Remove" } => ResourceChangeKind.Removed,
            { Change.Replacement: "True" } => ResourceChangeKind.Replaced,
            { Change.Replacement: "Conditional" } => ResourceChangeKind.MayBeReplaced,
            { Change: not null } => ResourceChangeKind.Changed,
            { Before: null } => ResourceChangeKind.Added,
            { After: null } => ResourceChangeKind.Removed,
            _ when pair.Before["Type"]?.ToString() != pair.After["Type"]?.ToString() => ResourceChangeKind.Replaced,
            _ => WithoutChangeSet(effects.Strongest),
        };

    static ResourceChangeKind WithoutChangeSet(ChangeEffect effect) =>
        effect switch
        {
            ChangeEffect.Replaces => ResourceChangeKind.Replaced,
            ChangeEffect.MayReplace => ResourceChangeKind.MayBeReplaced,
            _ => ResourceChangeKind.Changed,
        };

    /// <summary>A resource before and after, and what the change set says of it.</summary>
    sealed record Pair(JsonObject? Before, JsonObject? After, ResourceChange? Change)
    {
        const string TypeMember = "Type";

        public string Type => (After ?? Before)?[TypeMember]?.ToString() ?? Change?.ResourceType ?? "";
    }
}
