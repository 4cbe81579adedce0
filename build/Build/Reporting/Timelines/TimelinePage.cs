using System.Globalization;
using System.Xml.Linq;
using Deployment;
using Deployment.Assemblies;
using Deployment.Texts;

namespace Build.Reporting.Timelines;

/// <summary>Draws a timeline as a page that stands alone: no script, nothing to load.</summary>
sealed class TimelinePage
{
    readonly string title;
    readonly DeploymentTimeline timeline;
    readonly DateTimeOffset began;
    readonly DateTimeOffset ended;
    readonly TimeAxis axis;

    TimelinePage(string title, DeploymentTimeline timeline)
    {
        this.title = title;
        this.timeline = timeline;
        began = timeline.Began ?? default;
        ended = timeline.Ended ?? began;
        axis = new TimeAxis(began, ended);
    }

    /// <param name="findings">What went wrong.</param>
    public static string Of(string title, DeploymentTimeline timeline, IReadOnlyList<Finding> findings) =>
        $"<!DOCTYPE html>\n{CleanXml.Write(new TimelinePage(title, timeline).Draw(findings))}\n";

    XElement Draw(IReadOnlyList<Finding> findings) =>
        new(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("title", title),
                new XElement("style", TimelineStyle.Text)
            ),
            new XElement(
                "body",
                new XElement("h1", title),
                new XElement("p", Summary()),
                new XElement("p", Enum.GetValues<TimelinePhase>().Select(Key)),
                new XElement(
                    "div",
                    Class("timeline"),
                    Ticks(),
                    timeline.Rows.GroupBy(row => row.Environment).Select(Group)
                ),
                findings.Select(finding => new XElement("pre", finding.ToString()))
            )
        );

    string Summary()
    {
        var worked = timeline.Rows.Aggregate(
            TimeSpan.Zero,
            (sum, row) => sum + row.Spans.Where(IsWork).Aggregate(TimeSpan.Zero, Add)
        );
        var start = began.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{start} UTC. {Durations.Text(axis.Length)}, in which {Durations.Text(worked)} of work was done.";

        TimeSpan Add(TimeSpan sum, TimelineSpan span) => sum + DurationOf(span);
    }

    static bool IsWork(TimelineSpan span) => span.Phase is not (TimelinePhase.Waiting or TimelinePhase.Approval);

    static XElement Key(TimelinePhase phase) =>
        new("span", Class("key"), new XElement("i", Class(Css(phase)), ""), Css(phase));

    XElement Ticks() =>
        Line(
            "ticks",
            "",
            "",
            axis.Ticks.Select(tick => new XElement(
                "span",
                new XAttribute("style", $"left:{axis.Share(tick)}"),
                Durations.Text(tick)
            ))
        );

    IEnumerable<XElement> Group(IGrouping<TargetEnvironment, TimelineRow> rows) =>
        rows.OrderBy(row => row.Spans.Count == 0 ? DateTimeOffset.MaxValue : row.Spans[0].From)
            .Select(Row)
            .Prepend(new XElement("h2", $"{rows.Key.Account} {rows.Key.Region}"));

    XElement Row(TimelineRow row) =>
        Line(row.HasFailed ? "row failed" : "row", row.Name, row.Outcome ?? "still running", row.Spans.Select(Bar));

    XElement Bar(TimelineSpan span) =>
        new(
            "i",
            Class(Css(span.Phase)),
            new XAttribute("style", $"left:{axis.At(span.From)};width:{axis.Share(DurationOf(span))}"),
            new XAttribute("title", $"{span.Words}, {Durations.Text(DurationOf(span))}"),
            ""
        );

    TimeSpan DurationOf(TimelineSpan span) => (span.To ?? ended) - span.From;

    static XElement Line(string kind, string name, string outcome, IEnumerable<XElement> bars) =>
        new(
            "div",
            Class(kind),
            new XElement("span", Class("name"), new XAttribute("title", name), name),
            new XElement("div", Class("bars"), bars, ""),
            new XElement("span", Class("outcome"), new XAttribute("title", outcome), outcome)
        );

    static string Css(TimelinePhase phase) => phase.ToString().ToLowerInvariant();

    static XAttribute Class(string name) => new("class", name);
}
