using System.Globalization;
using System.Xml.Linq;
using Reporting.Runs;
using static Reporting.Pages.Html;

namespace Reporting.Pages;

/// <summary>Writes the page of a run: how it ended at a glance, what to fix, then everything that it did.</summary>
static class RunPageText
{
    /// <param name="index">Where the index of runs is, from the page.</param>
    public static string Of(RunPage page, string index) =>
        PageText.Of($"{page.Run.Target} {Css(page.Run.Outcome)}", "run.js", Draw(page, index));

    static XElement Draw(RunPage page, string index) =>
        Html.Of(
            "div",
            "page",
            Html.Of("a", "skip", Attribute("href", "#main"), "Skip to the results"),
            Html.Of(
                "header",
                null,
                Html.Of(
                    "nav",
                    "crumbs",
                    Attribute("aria-label", "Runs"),
                    Html.Of("a", null, Attribute("href", index), "All runs"),
                    Html.Of("span", null, At(page.Run.Began))
                ),
                Top(page.Run)
            ),
            Html.Of(
                "main",
                null,
                Attribute("id", "main"),
                FindingsPart.Draw(page.Findings),
                FindingsPart.Draw(page.Warnings),
                ItemsPart.Draw(page),
                TimelinePart.Draw(page.Rows, page.Run.Began + page.Run.Elapsed)
            ),
            Html.Of(
                "footer",
                null,
                "This page loads nothing and sends nothing. It can be kept and passed on as one file."
            )
        );

    static XElement Top(RunSummary run) =>
        Html.Of(
            "div",
            $"top card {Css(StateOf(run.Outcome))}",
            Html.Of(
                "div",
                "verdict",
                Icon(StateOf(run.Outcome)),
                Html.Of(
                    "div",
                    null,
                    Html.Of("h1", null, $"{run.Target} {Word(run.Outcome)}"),
                    Html.Of("p", "lead", $"{run.Headline}, ", Html.Of("span", null, Durations.Text(run.Elapsed)))
                ),
                World(run)
            ),
            Html.Of("dl", "facts", Facts(run))
        );

    /// <summary>Nobody is to take a rehearsal for the real thing.</summary>
    public static XElement World(RunSummary run) =>
        Html.Of(
            "span",
            run.Origin.IsLocal ? "badge local" : "badge",
            run.Origin.IsLocal ? "Local AWS, a rehearsal" : "AWS"
        );

    public static ItemState StateOf(RunOutcome outcome) =>
        outcome switch
        {
            RunOutcome.Succeeded => ItemState.Succeeded,
            RunOutcome.Failed => ItemState.Failed,
            _ => ItemState.Interrupted,
        };

    /// <summary>A time as it is read anywhere.</summary>
    public static string At(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    static string Word(RunOutcome outcome) => outcome == RunOutcome.Interrupted ? "was interrupted" : Css(outcome);

    static IEnumerable<XElement> Facts(RunSummary run)
    {
        yield return Fact("Command", Html.Of("code", null, run.Origin.Command), isWide: true);
        yield return Fact("Started", At(run.Began));
        yield return Fact("By", run.Origin.User, run.Origin.Caller);
        if (run.Origin.Commit is { } commit)
            yield return Fact(
                "Commit",
                Html.Of("code", null, commit.Id[..Math.Min(commit.Id.Length, 10)]),
                string.Join(
                    ", ",
                    new[]
                    {
                        commit.Branch,
                        commit.Subject,
                        commit.IsChanged ? "with uncommitted changes" : null,
                    }.OfType<string>()
                )
            );
    }

    static XElement Fact(string name, object value, string? detail = null, bool isWide = false) =>
        Html.Of(
            "div",
            isWide ? "wide" : null,
            Html.Of("dt", null, name),
            Html.Of("dd", null, value, string.IsNullOrEmpty(detail) ? null : Html.Of("small", null, detail))
        );
}
