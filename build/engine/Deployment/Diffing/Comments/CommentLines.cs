using AwsCatalog.Schemas;
using Deployment.Assemblies;

namespace Deployment.Diffing.Comments;

/// <summary>Words the entries of a comment, a list item each; whatever others wrote stands there as code.</summary>
sealed class CommentLines(Func<TargetEnvironment, string?> nameOf)
{
    /// <summary>Of one resource or finding.</summary>
    const int MostValues = 3;

    /// <summary>The environments that could not be read, with their stacks and the reasons.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Unread(PlanDifference difference) =>
        [
            .. difference
                .Unread.GroupBy(unread => unread.Stack.Environment)
                .Select(group =>
                    (IReadOnlyList<string>)
                        [
                            $"- {Place(group.Key)}: {Some(group.Select(unread => unread.Stack.DisplayName), "stacks")}",
                            .. group
                                .SelectMany(unread => unread.Findings)
                                .DistinctBy(finding => finding.ToString(), StringComparer.Ordinal)
                                .Take(MostValues)
                                .Select(finding => $"  - {CodeText.Of($"{finding.What}. [{finding.Code}]")}"),
                        ]
                ),
            .. difference.Unread.Count > 0
                ? []
                : difference.Findings.Select(finding =>
                    (IReadOnlyList<string>)[$"- {CodeText.Of($"{finding.What}. [{finding.Code}]")}"]
                ),
        ];

    /// <summary>What is replaced or deleted, where data is lost first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Replaced(PlanDifference difference) =>
        [
            .. difference
                .Stacks.SelectMany(stack => stack.Resources.Select(resource => (Stack: stack, Resource: resource)))
                .Where(item => Rank(item.Resource) < NotReplaced)
                .OrderBy(item => Rank(item.Resource))
                .Select(item =>
                    (IReadOnlyList<string>)
                        [
                            $"- {Loud(item.Resource)}{Named(item.Resource)} {KindOf(item.Resource.Kind)}{Data(item.Resource)}, in {StackOf(item.Stack)}",
                            .. item
                                .Resource.Properties.Where(property => property.Effect != ChangeEffect.InPlace)
                                .Take(MostValues)
                                .Select(property => $"  - {Value(property)}"),
                        ]
                ),
        ];

    public IReadOnlyList<IReadOnlyList<string>> Broadening(PlanDifference difference) =>
        [
            .. difference.Stacks.SelectMany(stack =>
                stack
                    .Iam.Concat(stack.SecurityGroups)
                    .Where(permission => permission.IsBroadening)
                    .Select(permission => (IReadOnlyList<string>)[$"- {Permission(permission)}, in {StackOf(stack)}"])
            ),
        ];

    /// <summary>The line that a folded stack shows, as HTML.</summary>
    public string Heading(StackDifference stack) =>
        $"{CodeText.InHtml(stack.Stack.DisplayName)} in {CodeText.InHtml(Text(stack.Stack.Environment))}: {State(stack)}";

    public static IReadOnlyList<IReadOnlyList<string>> Everything(StackDifference stack) =>
        [
            .. stack.Unsure.Select(reason => (IReadOnlyList<string>)[$"- unsure: {CodeText.Of(reason)}"]),
            .. stack.Resources.Select(resource =>
                (IReadOnlyList<string>)
                    [
                        $"- {Named(resource)} {KindOf(resource.Kind)}{Data(resource)}",
                        .. resource.Properties.Select(property => $"  - {Value(property)}"),
                    ]
            ),
            .. stack.Others.Select(other => (IReadOnlyList<string>)[$"- {Value(other)}"]),
            .. stack
                .Iam.Concat(stack.SecurityGroups)
                .Select(permission => (IReadOnlyList<string>)[$"- {Permission(permission)}"]),
            .. stack.Notes.Select(note => (IReadOnlyList<string>)[$"- note: {CodeText.Of(note)}"]),
        ];

    const int NotReplaced = 6;

    static int Rank(ResourceDifference resource) =>
        resource switch
        {
            { Data: DataFate.Lost } => 0,
            { Data: DataFate.MayBeLost } => 1,
            { Kind: ResourceChangeKind.Replaced } => StatefulTypes.Contains(resource.Type) ? 2 : 3,
            { Kind: ResourceChangeKind.MayBeReplaced } => 4,
            { Kind: ResourceChangeKind.Removed } => 5,
            _ => NotReplaced,
        };

    static string Loud(ResourceDifference resource) =>
        resource.Data switch
        {
            DataFate.Lost => "🛑 **DATA IS LOST**: ",
            DataFate.MayBeLost => "🛑 **DATA MAY BE LOST**: ",
            _ when StatefulTypes.Contains(resource.Type) => "⚠️ **holds data**: ",
            _ => "",
        };

    static string Data(ResourceDifference resource) =>
        resource.Data switch
        {
            DataFate.Retained => " (what is there is retained)",
            DataFate.Snapshot => " (a snapshot is taken)",
            DataFate.Lost => " (its data is lost, unless a removal policy retains it)",
            DataFate.MayBeLost => " (its data may be lost, unless a removal policy retains it)",
            _ => "",
        };

    static string KindOf(ResourceChangeKind kind) =>
        kind switch
        {
            ResourceChangeKind.Added => "is added",
            ResourceChangeKind.Imported => "is imported",
            ResourceChangeKind.Removed => "is deleted",
            ResourceChangeKind.Replaced => "is replaced",
            ResourceChangeKind.MayBeReplaced => "may be replaced",
            _ => "changes",
        };

    static string Named(ResourceDifference resource) =>
        $"{CodeText.Of(resource.Type)} {CodeText.Of(resource.ConstructPath ?? resource.LogicalId)}";

    static string Value(ValueDifference value)
    {
        List<string> reasons =
        [
            .. value.Effect switch
            {
                ChangeEffect.Replaces => ["replaces the resource"],
                ChangeEffect.MayReplace => ["may replace the resource"],
                _ => (string[])[],
            },
            .. value.Cause is { } cause ? [CodeText.Of(cause)] : (string[])[],
        ];
        var why = reasons.Count == 0 ? "" : $" ({string.Join("; ", reasons)})";
        return value is { Before: null, After: null, Cause: not null }
            ? $"{CodeText.Of(value.Path)} changes{why}"
            : $"{CodeText.Of(value.Path)}: {Json(value.Before)} → {Json(value.After)}{why}";
    }

    static string Json(System.Text.Json.Nodes.JsonNode? value) =>
        value is null ? "(none)" : CodeText.Of(value.Readable());

    static string Permission(SecurityDifference permission) =>
        $"{(permission.IsAdded ? "added to" : "removed from")} {CodeText.Of(permission.Subject)}: {CodeText.Of(permission.Text)}";

    string StackOf(StackDifference stack) =>
        $"{CodeText.Of(stack.Stack.DisplayName)} ({Place(stack.Stack.Environment)})";

    string Place(TargetEnvironment environment) => CodeText.Of(Text(environment));

    string Text(TargetEnvironment environment)
    {
        var place = $"{environment.Account}/{environment.Region}";
        return nameOf(environment) is { } name ? $"{name}, {place}" : place;
    }

    static string Some(IEnumerable<string> names, string what)
    {
        var all = names.ToList();
        var shown = string.Join(", ", all.Take(MostValues).Select(CodeText.Of));
        return all.Count > MostValues ? $"{shown} and {all.Count - MostValues} more {what}" : shown;
    }

    static string State(StackDifference stack) =>
        stack.IsNew ? "new"
        : stack.IsRemoved ? "deleted, it has no resources any more"
        : !stack.HasChanges ? "unsure whether there are differences"
        : stack.Resources.Count == 1 ? "1 resource"
        : $"{stack.Resources.Count} resources";
}
