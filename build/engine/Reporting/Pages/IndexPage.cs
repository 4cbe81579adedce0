using System.Xml.Linq;
using Reporting.Runs;
using static Reporting.Pages.Html;

namespace Reporting.Pages;

/// <summary>Writes the index of the last runs.</summary>
static class IndexPage
{
    /// <param name="runs">The newest first, each with where its page is.</param>
    public static string Of(IReadOnlyList<(RunSummary Run, string Page)> runs) =>
        PageText.Of(
            "Runs",
            "index.js",
            Html.Of(
                "div",
                "page",
                Html.Of(
                    "main",
                    null,
                    Html.Of("h1", null, "Runs"),
                    Html.Of("p", "lead", $"The last {Count(runs.Count, "run")} of this checkout"),
                    Html.Of(
                        "section",
                        "card runs",
                        Attribute("aria-label", "Runs"),
                        Html.Of(
                            "table",
                            null,
                            Html.Of(
                                "thead",
                                null,
                                Html.Of(
                                    "tr",
                                    null,
                                    ((string[])["Run", "Result", "AWS", "Started", "Commit"]).Select(header =>
                                        Html.Of("th", null, Attribute("scope", "col"), header)
                                    )
                                )
                            ),
                            Html.Of("tbody", null, runs.Select(run => Row(run.Run, run.Page)))
                        )
                    )
                )
            )
        );

    static XElement Row(RunSummary run, string page) =>
        Html.Of(
            "tr",
            null,
            Html.Of(
                "td",
                null,
                Icon(RunPageText.StateOf(run.Outcome)),
                Html.Of("a", null, Attribute("href", page), run.Target),
                Unseen($" {Css(run.Outcome)}")
            ),
            Html.Of("td", null, run.Headline, Html.Of("small", null, Html.Of("code", null, run.Origin.Command))),
            Html.Of("td", null, RunPageText.World(run)),
            Html.Of(
                "td",
                null,
                RunPageText.At(run.Began),
                Html.Of("small", null, $"{Durations.Text(run.Elapsed)}, by {run.Origin.User}")
            ),
            Html.Of("td", null, Commit(run.Origin.Commit))
        );

    static object[] Commit(RunCommit? commit) =>
        commit is null
            ? []
            :
            [
                Html.Of("code", null, commit.Id[..Math.Min(commit.Id.Length, 10)]),
                Html.Of("small", null, commit.Branch ?? ""),
            ];
}
