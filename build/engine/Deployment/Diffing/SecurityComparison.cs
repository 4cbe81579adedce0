using System.Text.Json.Nodes;

namespace Deployment.Diffing;

/// <summary>A statement or rule as it stands on a resource.</summary>
/// <param name="Allows">False for a denial.</param>
sealed record SecurityItem(string Subject, string Text, bool Allows);

/// <summary>Which statements or rules come and which go; those that only move within their resource do neither.</summary>
static class SecurityComparison
{
    /// <param name="itemsOf">The statements or rules of resources.</param>
    /// <param name="before">Null for a stack that is not there yet.</param>
    /// <param name="after">What the stack is to be.</param>
    /// <param name="changed">The resources that change.</param>
    /// <param name="isDecided">A change set says so: one whose statements look the same may have others, by a value that the template does not tell.</param>
    public static IReadOnlyList<SecurityDifference> Of(
        Func<JsonObject, IEnumerable<SecurityItem>> itemsOf,
        StackContents? before,
        StackContents after,
        IReadOnlyList<ResourceDifference> changed,
        bool isDecided
    )
    {
        var byPath = changed.ToDictionary(resource => resource.LogicalId, StringComparer.Ordinal);
        var (old, now) = (Items(itemsOf, "", before), Items(itemsOf, "", after));
        var found = Compare(
            old.Where(item => byPath.ContainsKey(item.Subject)),
            now.Where(item => byPath.ContainsKey(item.Subject))
        );
        if (!isDecided)
            return found;
        var told = found.Select(item => item.Subject).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. found,
            .. now.Select(item => item.Subject)
                .Distinct()
                .Where(subject =>
                    byPath.TryGetValue(subject, out var resource) && !told.Contains(subject) && IsHidden(resource)
                )
                .Select(subject => new SecurityDifference(
                    subject,
                    $"changes by {string.Join(", ", byPath[subject].Properties.Select(p => p.Cause ?? p.Path).Distinct())}",
                    IsAdded: true,
                    IsBroadening: true
                )),
        ];
    }

    static IReadOnlyList<SecurityDifference> Compare(IEnumerable<SecurityItem> before, IEnumerable<SecurityItem> after)
    {
        var old = before.ToHashSet();
        var now = after.ToHashSet();
        return
        [
            .. now.Except(old)
                .Select(item => new SecurityDifference(item.Subject, item.Text, IsAdded: true, item.Allows)),
            .. old.Except(now)
                .Select(item => new SecurityDifference(item.Subject, item.Text, IsAdded: false, !item.Allows)),
        ];
    }

    /// <summary>Its statements or rules change by something that is not in the template.</summary>
    static bool IsHidden(ResourceDifference resource) =>
        resource.Kind is not (ResourceChangeKind.Added or ResourceChangeKind.Removed)
        && resource.Properties.Any(property => property.IsHidden && IsOfSecurity(property.Path));

    static bool IsOfSecurity(string path) =>
        path is "Properties"
        || securityProperties.Any(name => path.StartsWith($"Properties.{name}", StringComparison.Ordinal));

    /// <summary>The properties that statements and rules are written in.</summary>
    static readonly string[] securityProperties = [.. IamStatements.Properties, .. SecurityGroupRules.Properties];

    /// <summary>Those of the nested stacks too, their subjects behind the ids that lead to them.</summary>
    static List<SecurityItem> Items(
        Func<JsonObject, IEnumerable<SecurityItem>> itemsOf,
        string prefix,
        StackContents? contents
    ) =>
        contents is null
            ? []
            :
            [
                .. itemsOf(contents.Template.Resources).Select(item => item with { Subject = prefix + item.Subject }),
                .. contents.Nested.SelectMany(nested => Items(itemsOf, $"{prefix}{nested.Key}/", nested.Value)),
            ];
}
