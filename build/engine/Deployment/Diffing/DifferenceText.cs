using System.Text.Json.Nodes;
using AwsCatalog.Schemas;

namespace Deployment.Diffing;

/// <summary>A plan's differences as plain lines, for a terminal or a log.</summary>
public static class DifferenceText
{
    static readonly (DataFate Fate, string Words)[] Losses =
    [
        (DataFate.Lost, "DATA LOSS, unless a removal policy retains them"),
        (DataFate.MayBeLost, "POSSIBLE DATA LOSS, unless a removal policy retains them"),
    ];

    public static IEnumerable<string> Lines(PlanDifference difference) => difference.Stacks.SelectMany(Lines);

    static IEnumerable<string> Lines(StackDifference stack)
    {
        yield return $"Stack {stack.Stack.DisplayName} in {stack.Stack.Environment.Account}/{stack.Stack.Environment.Region}: {State(stack)}";
        foreach (var resource in stack.Resources)
        {
            yield return $"  {Sign(resource.Kind)} {resource.Type} {NameOf(resource)}{Note(resource)}";
            foreach (var property in resource.Properties)
                yield return $"      {Line(property)}";
        }
        foreach (var (fate, words) in Losses)
            if (stack.Resources.Where(resource => resource.Data == fate).Select(NameOf).ToList() is { Count: > 0 } lost)
                yield return $"  ! {words}: {string.Join(", ", lost)}";
        foreach (var other in stack.Others)
            yield return $"  ~ {Line(other)}";
        foreach (var permission in stack.Iam)
            yield return $"  IAM {Sign(permission)} {permission.Subject}: {permission.Text}";
        foreach (var rule in stack.SecurityGroups)
            yield return $"  security group {Sign(rule)} {rule.Subject}: {rule.Text}";
        foreach (var reason in stack.Unsure)
            yield return $"  ? unsure: {reason}";
        foreach (var note in stack.Notes)
            yield return $"  note: {note}";
    }

    static string State(StackDifference stack) =>
        stack.IsNew ? "new"
        : stack.IsRemoved ? "deleted, it has no resources any more"
        : stack.HasChanges ? "changed"
        : stack.Unsure.Count > 0 ? "unsure whether there are differences"
        : "no differences";

    static string Line(ValueDifference value)
    {
        List<string> reasons =
        [
            .. value.Effect switch
            {
                ChangeEffect.Replaces => ["replaces the resource"],
                ChangeEffect.MayReplace => ["may replace the resource"],
                _ => (string[])[],
            },
            .. value.Cause is { } known ? [known] : (string[])[],
        ];
        var cause = reasons.Count == 0 ? "" : $" ({string.Join("; ", reasons)})";
        return value is { Before: null, After: null, Cause: not null }
            ? $"{value.Path}: changes{cause}"
            : $"{value.Path}: {Text(value.Before)} -> {Text(value.After)}{cause}";
    }

    static string Text(JsonNode? value) => value?.Readable() ?? "(none)";

    static char Sign(SecurityDifference difference) => difference.IsAdded ? '+' : '-';

    static char Sign(ResourceChangeKind kind) =>
        kind switch
        {
            ResourceChangeKind.Added or ResourceChangeKind.Imported => '+',
            ResourceChangeKind.Removed => '-',
            _ => '~',
        };

    static string NameOf(ResourceDifference resource) => resource.ConstructPath ?? resource.LogicalId;

    static string Note(ResourceDifference resource)
    {
        List<string> notes =
        [
            .. resource.Kind switch
            {
                ResourceChangeKind.Replaced => ["replaced"],
                ResourceChangeKind.MayBeReplaced => ["may be replaced"],
                ResourceChangeKind.Imported => ["imported"],
                _ => (string[])[],
            },
            .. resource.Data switch
            {
                DataFate.Retained => ["what is there is retained"],
                DataFate.Snapshot => ["a snapshot is taken"],
                DataFate.MayBeLost => ["ITS DATA MAY BE LOST"],
                DataFate.Lost => ["ITS DATA IS LOST"],
                _ => (string[])[],
            },
        ];
        return notes.Count == 0 ? "" : $" ({string.Join(", ", notes)})";
    }
}
