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
            var notes = Notes(resource);
            yield return $"  {Sign(resource.Kind)} {resource.Type} {NameOf(resource)}{(notes.Count == 0 ? "" : $" ({string.Join(", ", notes)})")}";
            foreach (var property in resource.Properties)
                yield return $"      {Line(property)}";
        }
        foreach (var line in Besides(stack))
            yield return $"  {line}";
    }

    /// <summary>What is to be said of a stack besides its resources, a line each, losses of data first.</summary>
    public static IEnumerable<string> Besides(StackDifference stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return
        [
            .. Losses
                .Select(loss =>
                    (loss.Words, Lost: stack.Resources.Where(resource => resource.Data == loss.Fate).ToList())
                )
                .Where(loss => loss.Lost.Count > 0)
                .Select(loss => $"! {loss.Words}: {string.Join(", ", loss.Lost.Select(NameOf))}"),
            .. stack.Others.Select(other => $"~ {Line(other)}"),
            .. stack.Iam.Select(permission => $"IAM {Sign(permission)} {permission.Subject}: {permission.Text}"),
            .. stack.SecurityGroups.Select(rule => $"security group {Sign(rule)} {rule.Subject}: {rule.Text}"),
            .. stack.Unsure.Select(reason => $"? unsure: {reason}"),
            .. stack.Notes.Select(note => $"note: {note}"),
        ];
    }

    /// <summary>Whether a stack differs, in a few words.</summary>
    public static string State(StackDifference stack) =>
        stack.IsNew ? "new"
        : stack.IsRemoved ? "deleted, it has no resources any more"
        : stack.HasChanges ? "changed"
        : stack.Unsure.Count > 0 ? "unsure whether there are differences"
        : "no differences";

    /// <summary>A value before and after, in a line, with why it is another and what it does to the resource.</summary>
    public static string Line(ValueDifference value)
    {
        ArgumentNullException.ThrowIfNull(value);
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

    /// <summary>The construct path, or the logical id.</summary>
    public static string NameOf(ResourceDifference resource) => resource.ConstructPath ?? resource.LogicalId;

    /// <summary>Whether it is replaced or imported, and what becomes of its data.</summary>
    public static IReadOnlyList<string> Notes(ResourceDifference resource) =>
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
}
