using System.Xml.Linq;
using Reporting.Timelines;
using static Reporting.Pages.Html;

namespace Reporting.Pages;

/// <summary>Draws what is below a thing: its reasons first, then what it changed and what it leaves.</summary>
static class DetailsPart
{
    public static IEnumerable<XElement> Draw(PageItem item)
    {
        foreach (var finding in item.Findings)
            yield return FindingsPart.Card(finding, "h4", $"finding {Css(item.State)}");
        if (item.Notes.Count > 0)
            yield return Of("ul", null, item.Notes.Select(note => Of("li", null, note)));
        if (item.Resources.Count > 0)
            yield return Changes(item.Resources);
        if (item.Outputs.Count > 0)
            yield return Table(
                "Outputs",
                ["Output", "Value"],
                item.Outputs.Select(output =>
                    Of("tr", null, Of("td", null, output.Key), Of("td", null, Of("code", null, output.Value)))
                )
            );
        if (item.After.Count > 0)
            yield return Of(
                "div",
                null,
                Of("h4", null, "Depends on"),
                Of("p", null, item.After.SelectMany((row, index) => Reference(row, isFirst: index == 0)))
            );
        if (item.Console is { } console)
            yield return Of("p", null, Link(console, "Open in the AWS console"));
    }

    static IEnumerable<object> Reference(TimelineRow row, bool isFirst)
    {
        if (!isFirst)
            yield return ", ";
        yield return row.Anchor is { } anchor ? Of("a", null, Attribute("href", $"#{anchor}"), row.Name) : row.Name;
    }

    static XElement Changes(IReadOnlyList<ResourceChange> changes) =>
        Table(
            $"Changes ({changes.Count})",
            ["", "Resource", "Type", "Status"],
            changes.OrderBy(change => !change.HasFailed).Select(Change)
        );

    static XElement Change(ResourceChange change) =>
        Of(
            "tr",
            null,
            Of("td", $"sign {Css(change.State)}", change.Sign, Unseen($" {change.Word}")),
            Of("td", null, change.Name, change.Properties.Count == 0 ? null : Properties(change.Properties)),
            Of("td", null, change.Type),
            Of(
                "td",
                change.HasFailed ? "failed" : null,
                change.Reason is null ? change.Status : $"{change.Status}: {change.Reason}"
            )
        );

    static XElement Properties(IReadOnlyList<string> lines) =>
        Of("ul", "properties", lines.Select(line => Of("li", null, Of("code", null, line))));

    static XElement Table(string title, string[] headers, IEnumerable<XElement> rows) =>
        Of(
            "div",
            "scroll",
            Attribute("tabindex", "0"),
            Attribute("role", "group"),
            Attribute("aria-label", title),
            Of("h4", null, title),
            Of("table", null, Of("thead", null, Of("tr", null, headers.Select(Header))), Of("tbody", null, rows))
        );

    static XElement Header(string text) =>
        text.Length == 0 ? Of("th", null, Unseen("Change")) : Of("th", null, Attribute("scope", "col"), text);
}
