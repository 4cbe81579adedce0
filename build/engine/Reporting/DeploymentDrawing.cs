using System.Globalization;
using Deployment;
using Deployment.Texts;
using Spectre.Console;

namespace Reporting;

/// <summary>Draws where a deployment is as a table that fits the screen: what is left out is counted below it.</summary>
/// <param name="times">How long the stacks took the last time.</param>
/// <param name="width">Columns of the screen.</param>
/// <param name="height">Lines of the screen.</param>
sealed class DeploymentDrawing(StackTimes times, DateTimeOffset now, int width, int height)
{
    /// <summary>The table's frame and head, two lines below it, and the line on which the cursor stands.</summary>
    const int Frame = 7;

    /// <summary>However low the screen is.</summary>
    const int FewestRows = 3;

    /// <summary>Below it there is no room for accounts and for the resource that changes.</summary>
    const int Wide = 120;

    /// <summary>However narrow the screen is.</summary>
    const int NarrowestState = 12;

    /// <summary>The longest state of a stack that is well.</summary>
    const int UsualState = 28;

    public Table Of(DeploymentProgress progress)
    {
        var (shown, left) = Choose(progress.Stacks);
        string[] headers =
            width < Wide
                ? ["Stack", "Region", "State", "Done", "Time"]
                : ["Stack", "Account", "Region", "State", "Resources", "Time"];
        var rows = shown.Select(row => (row.Result, Cells: Cells(row))).ToList();
        var room = Rooms(headers, [.. rows.Select(row => row.Cells)]);
        var table = new Table().Border(TableBorder.Rounded).AddColumns(headers);
        foreach (var (result, cells) in rows)
            table.AddRow(
                cells.Select(
                    (cell, column) =>
                        new Text(Cut(cell, room[column]), headers[column] == "State" ? Colour(result) : Style.Plain)
                )
            );

        var assets = progress.Assets == 0 ? null : $"{progress.AssetsDone} of {progress.Assets} assets";
        var caption = string.Join(", ", new[] { Count(left), assets, progress.Waiting }.OfType<string>());
        return caption.Length == 0 ? table : table.Caption(Markup.Escape(caption));
    }

    string[] Cells(StackProgress row)
    {
        var done = row.Total == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{row.Done}/{row.Total}");
        var (account, region) = (row.Stack.Environment.Account, row.Stack.Environment.Region);
        string[] cells =
            width < Wide
                ? [row.Stack.DisplayName, region, row.State, done, Time(row)]
                : [row.Stack.DisplayName, account, region, row.State, $"{done} {row.Resource}".Trim(), Time(row)];
        return [.. cells.Select(ForeignText.ToLine)];
    }

    /// <summary>How wide each column may be, so that no row takes two lines: names and states are cut first.</summary>
    int[] Rooms(string[] headers, List<string[]> rows)
    {
        var rooms = headers
            .Select((header, column) => rows.Select(cells => cells[column].Length).Append(header.Length).Max())
            .ToArray();
        var frame = (3 * headers.Length) + 1;
        foreach (
            var (column, least) in (ReadOnlySpan<(string, int)>)
                [("Resources", NarrowestState), ("State", UsualState), ("Stack", UsualState), ("State", NarrowestState)]
        )
        {
            var index = Array.IndexOf(headers, column);
            var over = rooms.Sum() + frame - width;
            if (index >= 0 && over > 0)
                rooms[index] = Math.Max(Math.Min(least, rooms[index]), rooms[index] - over);
        }
        return rooms;
    }

    static string Cut(string text, int room) => text.Length <= room ? text : $"{text[..(room - 1)]}…";

    /// <summary>All of them, in the plan's order, or those that matter most now: failed and running, then next, then done.</summary>
    (IEnumerable<StackProgress> Shown, IReadOnlyList<StackProgress> Left) Choose(List<StackProgress> all)
    {
        var room = Math.Max(FewestRows, height - Frame);
        if (all.Count <= room)
            return (all, []);
        // However many have failed, half of the room is for what goes on.
        var failed = all.Where(row => row.Result is StackResult.Failed).Take(room / 2).ToHashSet();
        var ranked = all.OrderBy(row => failed.Contains(row) ? 0 : Rank(row)).ToList();
        var shown = ranked.Take(room).ToHashSet();
        return (all.Where(shown.Contains), ranked[room..]);
    }

    static int Rank(StackProgress row) =>
        row.Result switch
        {
            null when row.Began is not null => 1,
            StackResult.Failed => 2,
            null => 3,
            StackResult.Unchanged => 5,
            _ => 4,
        };

    static string? Count(IReadOnlyList<StackProgress> left) =>
        left.Count == 0
            ? null
            : "not shown: "
                + string.Join(
                    ", ",
                    left.GroupBy(Word)
                        .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"))
                );

    static string Word(StackProgress row) =>
        row.Result switch
        {
            null when row.Began is not null => "running",
            null => "waiting",
            StackResult.Deployed { Created: true } => "created",
            StackResult.Deployed => "updated",
            { } result => result.Outcome.ToLowerInvariant(),
        };

    /// <summary>How long it has taken, and how long it took the last time.</summary>
    string Time(StackProgress row)
    {
        if (row.Result is { } result)
            return Durations.Text(result.Elapsed);
        if (row.Began is not { } began)
            return "";
        var elapsed = Durations.Text(TimeSpan.FromSeconds(Math.Floor((now - began).TotalSeconds)));
        return times.Of(row.Stack) is { } last ? $"{elapsed} of {Durations.Text(last)}" : elapsed;
    }

    static Style Colour(StackResult? result) =>
        result switch
        {
            null => new Style(Color.Yellow),
            StackResult.Failed => new Style(Color.Red),
            StackResult.Skipped or StackResult.Interrupted => new Style(Color.Grey),
            _ => new Style(Color.Green),
        };
}
