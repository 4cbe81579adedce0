using Deployment;
using Reporting.Runs;
using Reporting.Timelines;

namespace Reporting.Pages;

/// <summary>What the page of a run says, before it is drawn.</summary>
public sealed record RunPage(RunSummary Run)
{
    /// <summary>What went wrong, each with its next action.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What the run warned of, a text each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<PageSection> Sections { get; init; } = [];

    /// <summary>When what was done.</summary>
    public IReadOnlyList<TimelineRow> Rows { get; init; } = [];

    public IEnumerable<PageItem> Items => Sections.SelectMany(section => section.Items);
}

/// <summary>A list of the same kind of things.</summary>
/// <param name="Title">What the list is called: Stacks, Checks, Steps.</param>
/// <param name="Noun">What one of them is called: stack.</param>
public sealed record PageSection(string Title, string Noun, IReadOnlyList<PageGroup> Groups)
{
    /// <summary>Its groups come one after the other, as stages do: what failed does not go first.</summary>
    public bool IsInOrder { get; init; }

    public IEnumerable<PageItem> Items => Groups.SelectMany(group => group.Items);

    /// <summary>How many there are, and how they ended.</summary>
    public string Tally
    {
        get
        {
            var items = Items.ToList();
            var states = items.GroupBy(item => item.State).OrderBy(group => group.Key).ToList();
            var count = Html.Count(items.Count, Noun);
            return states.Count == 1
                ? $"{count} {states[0].First().StateWord}"
                : $"{count}: {string.Join(", ", states.Select(group => $"{group.Count()} {group.First().StateWord}"))}";
        }
    }
}

/// <summary>The things of one place.</summary>
/// <param name="Title">The environment, the scope, the project, or the stage.</param>
/// <param name="Detail">What else is known of it.</param>
public sealed record PageGroup(string Title, string Detail, IReadOnlyList<PageItem> Items);

/// <summary>A stack, a check, a step, or an action.</summary>
/// <param name="Words">How it ended, in a line.</param>
public sealed record PageItem(ItemState State, string Name, string Words)
{
    /// <summary>Its state in a word or two.</summary>
    public string StateWord { get; init; } = Html.Css(State);

    /// <summary>Its details are shown, not only where it failed.</summary>
    public bool IsOpen { get; init; } = State == ItemState.Failed;

    /// <summary>By which other places of the page point at it; null where none does.</summary>
    public string? Anchor { get; init; }

    public TimeSpan? Elapsed { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public IReadOnlyList<ResourceChange> Resources { get; init; } = [];

    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What it waits for.</summary>
    public IReadOnlyList<TimelineRow> After { get; init; } = [];

    /// <summary>Where AWS shows it; null where that is nowhere.</summary>
    public Uri? Console { get; init; }

    public bool HasDetails =>
        Findings.Count + Resources.Count + Outputs.Count + Notes.Count + After.Count > 0 || Console is not null;
}
