using Deployment;
using Deployment.Assemblies;
using Deployment.Diffing;
using Reporting.Pages;
using Reporting.Timelines;

namespace Reporting.Runs;

/// <summary>What deploying would change, by environment: each stack with its resources, and each resource with its values.</summary>
static class DifferenceItems
{
    /// <param name="nameOf">The name by which the user knows an environment; null where it has none.</param>
    public static IReadOnlyList<PageGroup> Of(PlanDifference difference, Func<TargetEnvironment, string?> nameOf) =>
        EnvironmentGroups.Of(
            difference
                .Stacks.Select(stack => (stack.Stack.Environment, Item: Item(stack)))
                .Concat(difference.Unread.Select(stack => (stack.Stack.Environment, Item: Item(stack)))),
            nameOf
        );

    static PageItem Item(StackDifference stack) =>
        new(StateOf(stack), stack.Stack.DisplayName, DifferenceText.State(stack))
        {
            StateWord = StateOf(stack) switch
            {
                ItemState.Warning => "to lose data",
                ItemState.Created => "to create",
                ItemState.Deleted => "to delete",
                ItemState.Updated => "to update",
                ItemState.Unknown => "unsure",
                _ => "unchanged",
            },
            // Of a new stack everything is new.
            IsOpen = stack.HasChanges && !stack.IsNew,
            Notes = [.. DifferenceText.Besides(stack)],
            Resources = [.. stack.Resources.Select(Change)],
        };

    static PageItem Item(UnreadStack stack) =>
        new(ItemState.Failed, stack.Stack.DisplayName, "not compared") { Findings = stack.Findings };

    static ItemState StateOf(StackDifference stack) =>
        stack switch
        {
            { LosesData: true } => ItemState.Warning,
            { IsNew: true } => ItemState.Created,
            { IsRemoved: true } => ItemState.Deleted,
            { HasChanges: true } => ItemState.Updated,
            { Unsure.Count: > 0 } => ItemState.Unknown,
            _ => ItemState.Unchanged,
        };

    static ResourceChange Change(ResourceDifference resource) =>
        new(DifferenceText.NameOf(resource), resource.Type, Action(resource.Kind), NotesOf(resource))
        {
            State = resource.Kind switch
            {
                ResourceChangeKind.Added or ResourceChangeKind.Imported => ItemState.Created,
                ResourceChangeKind.Removed => ItemState.Deleted,
                _ => ItemState.Updated,
            },
            IsReplaced = resource.Kind is ResourceChangeKind.Replaced,
            Properties = [.. resource.Properties.Select(DifferenceText.Line)],
        };

    /// <summary>As change sets call it.</summary>
    static string Action(ResourceChangeKind kind) =>
        kind switch
        {
            ResourceChangeKind.Added => "Add",
            ResourceChangeKind.Removed => "Remove",
            ResourceChangeKind.Imported => "Import",
            _ => "Modify",
        };

    static string? NotesOf(ResourceDifference resource) =>
        DifferenceText.Notes(resource) is { Count: > 0 } notes ? string.Join(", ", notes) : null;
}
