using System.Globalization;
using System.Xml.Linq;
using Deployment.Texts;
using Reporting.Timelines;
using static Reporting.Pages.Html;

namespace Reporting.Pages;

/// <summary>Draws where the time of a run went, and what it waited for.</summary>
sealed class TimelinePart
{
    /// <summary>What is shorter is seen all the same; a share of the run.</summary>
    const double Thinnest = 0.003;

    readonly IReadOnlyList<TimelineRow> rows;
    readonly CriticalPath path;
    readonly HashSet<TimelineRow> critical;
    readonly DateTimeOffset ended;
    readonly TimeAxis axis;
    readonly Dictionary<TimelineRow, string> ids;

    TimelinePart(IReadOnlyList<TimelineRow> rows, DateTimeOffset end)
    {
        this.rows = rows;
        path = CriticalPath.Of(rows);
        critical = [.. path.Steps.Select(step => step.Row)];
        var began = rows.Min(row => row.Began!.Value);
        ended = end;
        axis = new TimeAxis(began, ended);
        ids = rows.Select((row, index) => (row, index)).ToDictionary(pair => pair.row, pair => $"t{pair.index}");
    }

    /// <summary>Null where nothing took time.</summary>
    /// <param name="rows">Of the run, in any order.</param>
    /// <param name="end">When the run was over.</param>
    public static XElement? Draw(IReadOnlyList<TimelineRow> rows, DateTimeOffset end) =>
        rows.Where(row => row.Began is not null).ToList() is { Count: > 0 } begun
            ? new TimelinePart(begun, end).Draw()
            : null;

    XElement Draw() =>
        Of(
            "section",
            null,
            Attribute("aria-labelledby", "timeline"),
            Of(
                "div",
                "head",
                Of("h2", null, Attribute("id", "timeline"), "Timeline"),
                Of("span", "count", Summary()),
                rows.Count == critical.Count
                    ? null
                    : Of(
                        "button",
                        "critical-only",
                        Attribute("type", "button"),
                        Attribute("id", "critical-only"),
                        Attribute("aria-pressed", "false"),
                        Attribute("data-script", ""),
                        Attribute("hidden", ""),
                        "Critical path only"
                    )
            ),
            Of(
                "div",
                "timeline card",
                Path(),
                Of("ul", "key", UsedPhases().Select(Key)),
                Of("ul", "lines", Ticks(), rows.GroupBy(Place).SelectMany(Group))
            )
        );

    string Summary()
    {
        var worked = rows.SelectMany(row => row.Spans)
            .Where(span => span.Phase is not (TimelinePhase.Waiting or TimelinePhase.Approval))
            .Aggregate(TimeSpan.Zero, (sum, span) => sum + LengthOf(span));
        return $"{Durations.Text(axis.Length)}, in which {Durations.Text(worked)} of work was done";
    }

    /// <summary>Null where it is a single step: then the row says the same.</summary>
    XElement? Path() =>
        path.Steps.Count < 2
            ? null
            : Of(
                "ol",
                "path",
                Attribute("aria-label", "Critical path"),
                Of("li", null, Of("b", null, "Critical path"), Of("span", null, Durations.Text(path.Length))),
                path.Steps.Select(step => Of("li", null, step.Row.Name, Of("span", null, Durations.Text(step.Time))))
            );

    IEnumerable<TimelinePhase> UsedPhases() =>
        rows.SelectMany(row => row.Spans).Select(span => span.Phase).Distinct().Order();

    static XElement Key(TimelinePhase phase) =>
        Of(
            "li",
            null,
            Of(
                "svg",
                null,
                Attribute("aria-hidden", "true"),
                Of(
                    "rect",
                    $"p-{Css(phase)}",
                    Attribute("width", "100%"),
                    Attribute("height", "100%"),
                    Attribute("rx", "3")
                )
            ),
            Css(phase)
        );

    XElement Ticks() =>
        Of(
            "li",
            "axis",
            Attribute("aria-hidden", "true"),
            Of("span", null),
            Of(
                "svg",
                "bars",
                axis.Ticks.SelectMany(tick =>
                    (XElement[])
                        [
                            Of(
                                "line",
                                null,
                                Attribute("x1", axis.Share(tick)),
                                Attribute("x2", axis.Share(tick)),
                                Attribute("y1", "0"),
                                Attribute("y2", "100%")
                            ),
                            Of(
                                "text",
                                null,
                                Attribute("x", axis.Share(tick)),
                                Attribute("dx", "4"),
                                Attribute("y", "12"),
                                Durations.Text(tick)
                            ),
                        ]
                )
            ),
            Of("span", null)
        );

    static (string Title, string Detail) Place(TimelineRow row) =>
        (row.PlaceName, row.Environment) switch
        {
            (_, null) => ("Steps", ""),
            ({ } name, var environment) => (name, $"{environment.Account} {environment.Region}"),
            (null, var environment) => (environment.Account, environment.Region),
        };

    IEnumerable<XElement> Group(IGrouping<(string Title, string Detail), TimelineRow> group) =>
        group
            .OrderBy(row => row.Began)
            .Select(Line)
            .Prepend(Of("li", "place", $"{group.Key.Title} ", Of("span", null, group.Key.Detail)));

    XElement Line(TimelineRow row)
    {
        var css = $"line{(row.HasFailed ? " failed" : "")}{(critical.Contains(row) ? " critical" : "")}";
        var after = row.After.Where(ids.ContainsKey).ToList();
        return Of(
            "li",
            css,
            Attribute("id", ids[row]),
            Attribute("data-after", string.Join(' ', after.Select(other => ids[other]))),
            Attribute(
                "data-search",
                ForeignText
                    .ToLine($"{row.Name} {Place(row).Title} {Place(row).Detail} {row.Outcome}")
                    .ToLowerInvariant()
            ),
            Of(
                "span",
                "name",
                Attribute("title", after.Count == 0 ? row.Name : $"{row.Name}, after {Names(after)}"),
                row.Anchor is { } anchor ? Of("a", null, Attribute("href", $"#{anchor}"), row.Name) : row.Name,
                after.Count == 0 ? null : Of("small", null, $"after {Few(after)}")
            ),
            Of("svg", "bars", Attribute("role", "img"), Attribute("aria-label", Spoken(row)), row.Spans.Select(Bar)),
            Of("span", "time", Durations.Text((row.Ended ?? ended) - row.Began!.Value))
        );
    }

    static string Names(IEnumerable<TimelineRow> others) => string.Join(", ", others.Select(row => row.Name));

    static string Few(List<TimelineRow> others) =>
        others.Count == 1 ? others[0].Name : $"{others[0].Name} and {others.Count - 1} more";

    string Spoken(TimelineRow row) => string.Join(", ", row.Spans.Select(Words).Append(row.Outcome ?? "still running"));

    string Words(TimelineSpan span) => $"{span.Words}, {Durations.Text(LengthOf(span))}";

    XElement Bar(TimelineSpan span)
    {
        var share = axis.Length == TimeSpan.Zero ? 1 : Math.Max(LengthOf(span) / axis.Length, Thinnest);
        return Of(
            "rect",
            $"p-{Css(span.Phase)}",
            Attribute("x", axis.At(span.From)),
            Attribute("width", string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.###}%")),
            Attribute("y", "1"),
            Attribute("height", "12"),
            Attribute("rx", "2"),
            new XElement("title", Words(span))
        );
    }

    TimeSpan LengthOf(TimelineSpan span) => (span.To ?? ended) - span.From;
}
