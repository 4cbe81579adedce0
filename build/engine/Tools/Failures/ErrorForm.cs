using System.Text.RegularExpressions;

namespace Tools.Failures;

/// <summary>How a kind of tools writes an error down.</summary>
/// <param name="Tool">Which tools, for whoever reads the table.</param>
/// <param name="Message">A line with the group "message", and with "file" and "line" where the place is on it.</param>
sealed record ErrorForm(string Tool, Regex Message)
{
    /// <summary>A line with the groups "file" and "line" where the place is on a line of its own; null where it is not.</summary>
    public Regex? Place { get; init; }

    /// <summary>Where that line is, seen from the message.</summary>
    public PlaceOf Side { get; init; } = PlaceOf.Below;

    /// <summary>One next action, where the place is none.</summary>
    public string? Action { get; init; }
}

enum PlaceOf
{
    /// <summary>The first below that is of the app's own sources.</summary>
    Below,

    /// <summary>The last above that is of the app's own sources.</summary>
    Above,
}
