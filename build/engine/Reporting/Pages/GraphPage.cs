using System.Globalization;
using System.Xml.Linq;
using Diagnosis.Graphs;
using Diagnosis.Graphs.Pictures;
using static Reporting.Pages.Html;

namespace Reporting.Pages;

/// <summary>Writes the picture of who may assume what as a page: it is zoomed, and a role is pointed at to see its statements.</summary>
public static class GraphPage
{
    public static string Of(AccessGraph graph) =>
        PageText.Of("Who may assume what", "graph.js", Draw(graph), GraphPicture.Of(graph));

    static XElement Draw(AccessGraph graph) =>
        Html.Of(
            "div",
            "page wide",
            Html.Of("a", "skip", Attribute("href", "#roles"), "Skip to the roles"),
            Html.Of(
                "main",
                null,
                Html.Of("h1", null, "Who may assume what"),
                Html.Of(
                    "p",
                    "lead",
                    $"{graph.Title}: {Count(graph.Roles.Count, "role")} in {Count(graph.Accounts.Count, "account")}, {Ways(graph)}"
                ),
                Html.Of(
                    "div",
                    "tools",
                    Attribute("data-script", ""),
                    Attribute("hidden", ""),
                    Button("in", "Zoom in  ( + )"),
                    Button("out", "Zoom out  ( − )"),
                    Button("whole", "Whole picture  ( 0 )"),
                    Html.Of("output", null, Attribute("id", "scale"), Attribute("aria-live", "polite"))
                ),
                Html.Of(
                    "div",
                    "map",
                    Html.Of(
                        "div",
                        "canvas card",
                        Attribute("tabindex", "0"),
                        Attribute("role", "region"),
                        Attribute("aria-label", "The picture; what it shows stands below in words"),
                        Html.Of("div", null, Attribute("id", "drawing"))
                    ),
                    Html.Of(
                        "aside",
                        "card",
                        Attribute("id", "pointed"),
                        Attribute("aria-live", "polite"),
                        Attribute("data-script", ""),
                        Attribute("hidden", ""),
                        Html.Of("p", "empty", "Point at a role, or move to it with the tab key, to see its statements.")
                    )
                ),
                Html.Of(
                    "section",
                    null,
                    Attribute("id", "roles"),
                    Attribute("aria-labelledby", "roles-head"),
                    Html.Of("div", "head", Html.Of("h2", null, Attribute("id", "roles-head"), "Roles")),
                    graph.Roles.Select((role, index) => Role(graph, role, index))
                )
            )
        );

    static string Ways(AccessGraph graph) =>
        graph.Missing.Count == 0
            ? $"{Count(graph.Edges.Count, "way")}, none of them missing"
            : $"{Count(graph.Edges.Count, "way")}, {graph.Missing.Count} of them missing";

    static XElement Button(string id, string words) =>
        Html.Of("button", null, Attribute("type", "button"), Attribute("id", id), words);

    static XElement Role(AccessGraph graph, GraphRole role, int index) =>
        Html.Of(
            "details",
            "role card",
            Attribute("id", string.Create(CultureInfo.InvariantCulture, $"role-{index}")),
            Attribute("data-role", role.Arn),
            Html.Of("summary", null, Html.Of("b", null, role.Label), Html.Of("span", null, $" {role.Detail}")),
            Html.Of(
                "div",
                "body",
                Html.Of("p", null, Html.Of("code", null, role.Arn)),
                List("Is reached by", graph.Edges.Where(edge => edge.To == role.Arn), edge => graph.Role(edge.From)),
                List("Reaches", graph.Edges.Where(edge => edge.From == role.Arn), edge => graph.Role(edge.To)),
                Statements("Trust", role.Trust),
                Statements("Statements", role.Statements)
            )
        );

    static XElement? List(string title, IEnumerable<GraphEdge> edges, Func<GraphEdge, GraphRole> other)
    {
        var all = edges.OrderBy(edge => edge.State != EdgeState.Missing).ToList();
        return all.Count == 0
            ? null
            : Html.Of(
                "div",
                null,
                Html.Of("h3", null, title),
                Html.Of("ul", null, all.Select(edge => Way(edge, other(edge))))
            );
    }

    static XElement Way(GraphEdge edge, GraphRole other) =>
        Html.Of(
            "li",
            edge.State == EdgeState.Missing ? "failed" : null,
            Html.Of("b", null, $"{Word(edge)} {other.Label}"),
            $" in {other.Account}, {edge.Reason}",
            edge.Statement is null ? null : Html.Of("pre", null, edge.Statement)
        );

    static string Word(GraphEdge edge) =>
        edge.State switch
        {
            EdgeState.Missing => $"Missing: {Css(edge.Kind)}",
            EdgeState.Undecided => $"Known once deployed: {Css(edge.Kind)}",
            _ => edge.Kind.ToString(),
        };

    static XElement? Statements(string title, IReadOnlyList<string> statements) =>
        statements.Count == 0
            ? null
            : Html.Of(
                "div",
                null,
                Html.Of("h3", null, title),
                statements.Select(statement => Html.Of("pre", null, statement))
            );
}
