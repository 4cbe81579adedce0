using System.Text.RegularExpressions;
using Deployment;
using Deployment.Credentials;
using Deployment.NextActions;

namespace Rehearsal.Workflows;

/// <summary>The expressions of GitHub Actions that the generated workflows have: names of contexts, and whether two are the same.</summary>
/// <param name="values">By name, such as github.ref.</param>
sealed partial class WorkflowExpressions(IReadOnlyDictionary<string, string> values)
{
    /// <summary>The text with every expression in its place.</summary>
    /// <exception cref="BuildException">RehearsalFailed: an expression is not known here.</exception>
    public string Fill(string text) => Expression().Replace(text, match => ValueOf(match.Groups[1].Value));

    /// <summary>Whether a condition holds, while nothing has failed or been cancelled; one that is missing does.</summary>
    /// <param name="hasFailed">A step before has failed: then runs what says that it does.</param>
    public bool IsTrue(string? condition, bool hasFailed)
    {
        var text = Expression().Replace(condition ?? "success()", match => match.Groups[1].Value).Trim();
        if (text == "!cancelled()")
            return true;
        if (hasFailed)
            return false;
        return text == "success()"
            || (
                Comparison().Match(text) is { Success: true } both
                    ? ValueOf(both.Groups[1].Value) == ValueOf(both.Groups[2].Value)
                    : throw Unknown(text)
            );
    }

    string ValueOf(string text) =>
        text is ['\'', .. var literal, '\''] ? literal
        : values.TryGetValue(text, out var value) ? value
        : throw Unknown(text);

    static BuildException Unknown(string text) =>
        new(
            new Finding(
                RehearsalCodes.RehearsalFailed,
                $"A rehearsal does not know the expression {text} of a workflow",
                $"{new BuildCommand("Projen").In(AwsEndpoint.Aws)}  (what it generates can be rehearsed)"
            )
        );

    [GeneratedRegex(@"\$\{\{\s*(.*?)\s*\}\}")]
    private static partial Regex Expression();

    [GeneratedRegex(@"^(\S+) == (\S+)$")]
    private static partial Regex Comparison();
}
