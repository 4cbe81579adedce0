using System.Xml.Linq;
using Deployment;
using Deployment.Texts;
using static Reporting.Pages.Html;

namespace Reporting.Pages;

/// <summary>Draws what is wrong, each thing with its next action.</summary>
static class FindingsPart
{
    /// <summary>More at once are read by nobody.</summary>
    const int Few = 12;

    /// <summary>Null where nothing went wrong.</summary>
    public static XElement? Draw(IReadOnlyList<Finding> findings) =>
        findings.Count == 0
            ? null
            : Of(
                "section",
                null,
                Attribute("aria-labelledby", "findings"),
                Of(
                    "div",
                    "head",
                    Of("h2", null, Attribute("id", "findings"), findings.Count == 1 ? "Fix this first" : "What to fix"),
                    Of("span", "count", Count(findings.Count, "finding"))
                ),
                findings.Take(Few).Select(finding => Card(finding, "h3", "finding card")),
                findings.Count > Few
                    ? Of(
                        "details",
                        "more",
                        Of("summary", null, $"{findings.Count - Few} more"),
                        findings.Skip(Few).Select(finding => Card(finding, "h3", "finding card"))
                    )
                    : null
            );

    /// <summary>Null where the run warned of nothing.</summary>
    public static XElement? Draw(IReadOnlyList<string> warnings) =>
        warnings.Count == 0
            ? null
            : Of(
                "section",
                null,
                Attribute("aria-labelledby", "warnings"),
                Of(
                    "div",
                    "head",
                    Of("h2", null, Attribute("id", "warnings"), "Warnings"),
                    Of("span", "count", $"{warnings.Count}")
                ),
                Of("ul", "warnings card", warnings.Select(warning => Of("li", null, warning)))
            );

    public static XElement Card(Finding finding, string heading, string css) =>
        Of(
            "article",
            css,
            Of(heading, null, $"{finding.What}. ", Of("span", "code", $"[{finding.Code}]")),
            finding.Why.Count == 0 ? null : Of("pre", null, string.Join('\n', finding.Why)),
            finding.Next is null ? null : Next(finding)
        );

    static XElement Next(Finding finding)
    {
        var (command, explanation) = Split(finding.Next!);
        return Of(
            "div",
            "next",
            Of("b", null, finding.Account is null ? "Next" : $"Next, in account {finding.Account}"),
            command is null ? Of("span", null, explanation) : Of("code", null, command),
            command is null
                ? null
                : Of(
                    "button",
                    "copy",
                    Attribute("type", "button"),
                    Attribute("data-script", ""),
                    Attribute("hidden", ""),
                    Attribute("data-copy", ForeignText.ToLine(command)),
                    Attribute("aria-label", $"Copy the command {command}"),
                    "Copy"
                ),
            command is null || explanation.Length == 0 ? null : Of("span", null, explanation)
        );
    }

    /// <summary>A command ends where its explanation begins, after two blanks.</summary>
    static (string? Command, string Explanation) Split(string next)
    {
        if (
            !next.StartsWith("./build.sh", StringComparison.Ordinal)
            && !next.StartsWith("aws ", StringComparison.Ordinal)
        )
            return (null, next);
        var end = next.IndexOf("  (", StringComparison.Ordinal);
        return end < 0 ? (next, "") : (next[..end], next[(end + 2)..]);
    }
}
