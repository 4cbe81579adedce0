using Reporting.Pages;

namespace Reporting.Timelines;

/// <summary>What became of a resource.</summary>
/// <param name="Name">Its construct path, or its logical id.</param>
/// <param name="Status">As CloudFormation says it: UPDATE_COMPLETE; of a change to come the action: Modify.</param>
/// <param name="Reason">Of a failure; of a change to come what else it does.</param>
public sealed record ResourceChange(string Name, string Type, string Status, string? Reason)
{
    /// <summary>Its former one was deleted after the new one was there.</summary>
    public bool IsReplaced { get; init; }

    /// <summary>The values that are others, a line each; empty where only the outcome is known.</summary>
    public IReadOnlyList<string> Properties { get; init; } = [];

    public bool HasFailed => Status.EndsWith("_FAILED", StringComparison.Ordinal);

    /// <summary>What comes next of it; a failure is not overwritten by what rolls it back.</summary>
    public ResourceChange Then(ResourceChange next) =>
        HasFailed ? this
        : next.Status.StartsWith("DELETE", StringComparison.Ordinal)
        && Status.StartsWith("UPDATE", StringComparison.Ordinal)
            ? this with
            {
                IsReplaced = true,
            }
        : next;

    /// <summary>By its status, where nothing else is said.</summary>
    public ItemState State
    {
        get => state ?? StateOfStatus;
        init => state = value;
    }

    readonly ItemState? state;

    ItemState StateOfStatus =>
        HasFailed ? ItemState.Failed
        : Status.StartsWith("CREATE", StringComparison.Ordinal) ? ItemState.Created
        : Status.StartsWith("DELETE", StringComparison.Ordinal) ? ItemState.Deleted
        : ItemState.Updated;

    public string Sign =>
        HasFailed ? "!"
        : IsReplaced ? "±"
        : State switch
        {
            ItemState.Created => "+",
            ItemState.Deleted => "−",
            _ => "~",
        };

    public string Word => IsReplaced ? "replaced" : Html.Css(State);
}
