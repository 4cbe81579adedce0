using System.Xml.Linq;
using Deployment.Texts;
using static Reporting.Pages.Html;

namespace Reporting.Pages;

/// <summary>Draws lists of things by their places, what failed first.</summary>
static class ItemsPart
{
    /// <summary>Below that nobody needs to search.</summary>
    const int Few = 5;

    /// <summary>Above that a browser lays out only what is seen.</summary>
    const int Many = 30;

    public static IEnumerable<XElement?> Draw(RunPage page) =>
        page.Sections.Where(section => section.Groups.Count > 0).Select(Section).Prepend(Tools(page));

    /// <summary>What finds and folds; shown by the script, without which it would do nothing.</summary>
    static XElement? Tools(RunPage page)
    {
        var counts = page.Items.GroupBy(item => item.State).OrderBy(group => group.Key).ToList();
        var count = page.Items.Count();
        return count <= Few
            ? null
            : Of(
                "div",
                "tools",
                Attribute("role", "search"),
                Attribute("data-script", ""),
                Attribute("hidden", ""),
                Of("label", "unseen", Attribute("for", "search"), "Search in this run"),
                Of(
                    "input",
                    null,
                    Attribute("type", "search"),
                    Attribute("id", "search"),
                    Attribute("placeholder", "Search  ( / )"),
                    Attribute("autocomplete", "off")
                ),
                Of(
                    "div",
                    "states",
                    Attribute("role", "group"),
                    Attribute("aria-label", "Show by state"),
                    counts
                        .Select(group => State(group.Key, group.First().StateWord, group.Count()))
                        .Prepend(State(null, "all", count))
                ),
                Of("button", null, Attribute("type", "button"), Attribute("id", "fold"), "Expand all"),
                Of("output", null, Attribute("id", "shown"), Attribute("aria-live", "polite"))
            );
    }

    static XElement State(ItemState? state, string word, int count) =>
        Of(
            "button",
            null,
            Attribute("type", "button"),
            Attribute("data-state", state is { } one ? Css(one) : ""),
            Attribute("aria-pressed", state is null ? "true" : "false"),
            state is { } icon ? Icon(icon) : null,
            $"{char.ToUpperInvariant(word[0])}{word[1..]} {count}"
        );

    static XElement Section(PageSection section)
    {
        var id = section.Title.ToLowerInvariant().Replace(' ', '-');
        var items = section.Items.ToList();
        return Of(
            "section",
            section.Groups.Count > Many ? "items many" : "items",
            Attribute("aria-labelledby", id),
            Of("div", "head", Of("h2", null, Attribute("id", id), section.Title), Of("span", "count", section.Tally)),
            Share(items),
            section.Groups.OrderBy(group => section.IsInOrder ? 0 : Urgency(group)).Select(Group),
            Of("p", "nothing empty card", Attribute("hidden", ""), "Nothing here fits the search.")
        );
    }

    /// <summary>How much of it ended how, as a bar.</summary>
    static XElement? Share(List<PageItem> items)
    {
        if (items.Count <= Few)
            return null;
        var from = 0.0;
        return Of(
            "svg",
            "share",
            Attribute("aria-hidden", "true"),
            items
                .GroupBy(item => item.State)
                .OrderBy(group => group.Key)
                .Select(group =>
                {
                    var width = 100.0 * group.Count() / items.Count;
                    from += width;
                    return Of(
                        "rect",
                        Css(group.Key),
                        Attribute("x", Percent(from - width)),
                        Attribute("width", Percent(width)),
                        Attribute("height", "100%")
                    );
                })
        );
    }

    static string Percent(double value) => FormattableString.Invariant($"{value:0.###}%");

    static string Tally(IEnumerable<PageItem> items) =>
        string.Join(
            ", ",
            items
                .GroupBy(item => item.State)
                .OrderBy(group => group.Key)
                .Select(group => $"{group.Count()} {group.First().StateWord}")
        );

    static XElement Group(PageGroup group) =>
        Of(
            "section",
            "group card",
            Of(
                "h3",
                null,
                group.Title,
                group.Detail.Length == 0 ? null : Of("span", null, group.Detail),
                Of("span", "tally", Tally(group.Items))
            ),
            Of("ul", null, group.Items.OrderBy(item => Urgency(item.State)).Select(item => Item(item, group)))
        );

    static ItemState Urgency(PageGroup group) => Urgency(group.Items.Min(item => item.State));

    /// <summary>What needs a look comes first; the rest stays in its order.</summary>
    static ItemState Urgency(ItemState state) => state < ItemState.Skipped ? state : ItemState.Skipped;

    static XElement Item(PageItem item, PageGroup group) =>
        Of(
            "li",
            $"item {Css(item.State)}",
            item.Anchor is null ? null : Attribute("id", item.Anchor),
            Attribute("data-state", Css(item.State)),
            Attribute("data-search", Searched(item, group)),
            item.HasDetails
                ? Of(
                    "details",
                    null,
                    item.IsOpen ? Attribute("open", "") : null,
                    Of("summary", "row", Row(item)),
                    Of("div", "body", DetailsPart.Draw(item))
                )
                : Of("div", "row", Row(item))
        );

    static object?[] Row(PageItem item) =>
        [
            Icon(item.State),
            Of("span", "name", item.Name),
            Of("span", "words", Unseen($"{item.StateWord}: "), ForeignText.ToLine(item.Words)),
            Of("span", "time", item.Elapsed is { } time ? Durations.Text(time) : ""),
        ];

    static string Searched(PageItem item, PageGroup group) =>
        ForeignText
            .ToLine(
                string.Join(
                    ' ',
                    [
                        item.Name,
                        item.StateWord,
                        item.Words,
                        group.Title,
                        group.Detail,
                        .. item.Findings.Select(finding => $"{finding.Code} {finding.What}"),
                        .. item.Resources.Select(resource => $"{resource.Name} {resource.Type}"),
                        .. item.Outputs.Keys,
                    ]
                )
            )
            .ToLowerInvariant();
}
