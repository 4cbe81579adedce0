using System.Text.RegularExpressions;
using Build.Tests.Build;
using Deployment;

namespace Build.Tests.Findings;

/// <summary>The findings of a run, as a user reads them.</summary>
static partial class PrintedFindings
{
    public static IReadOnlyList<Finding> Of(ProgramRun run)
    {
        var findings = new List<Finding>();
        foreach (var line in run.Errors.Split('\n'))
        {
            if (Head().Match(line) is { Success: true } head)
                findings.Add(new(new FindingCode(head.Groups["code"].Value), head.Groups["what"].Value));
            else if (Next().Match(line) is { Success: true } next && findings.Count > 0)
                findings[^1] = findings[^1] with
                {
                    Next = next.Groups["next"].Value,
                    Account = next.Groups["account"] is { Success: true, Value: var account } ? account : null,
                };
        }
        return findings;
    }

    /// <summary>The only finding of a run that failed.</summary>
    public static Finding Single(ProgramRun run)
    {
        var findings = Of(run);
        Assert.True(findings.Count == 1, run.Output + run.Errors);
        Assert.NotEqual(0, run.ExitCode);
        return findings[0];
    }

    [GeneratedRegex(@"^(Error: )?(?<what>\S.*)\. \[(?<code>[A-Za-z]+)\]\s*$")]
    private static partial Regex Head();

    [GeneratedRegex(@"^  Next(, in account (?<account>[0-9]{12}))?: (?<next>.*?)\s*$")]
    private static partial Regex Next();
}
