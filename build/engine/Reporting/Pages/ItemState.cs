namespace Reporting.Pages;

/// <summary>How something of a run ended, what needs a look first.</summary>
public enum ItemState
{
    Failed,
    Interrupted,
    Warning,
    Unknown,
    Skipped,
    Deleted,
    Created,
    Updated,
    Succeeded,
    Unchanged,
}
