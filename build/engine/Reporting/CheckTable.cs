using Deployment;
using Diagnosis.Checks;

namespace Reporting;

/// <summary>The table that a diagnosis ends with, and under it what is to be done.</summary>
public static class CheckTable
{
    static readonly string[] headers = ["Scope", "Check", "Status", "Detail"];

    /// <summary>What a detail is cut at: its whole text is among the findings.</summary>
    const int LongestDetail = 100;

    public static void Write(TextWriter output, DiagnosisReport report)
    {
        new TextTable(headers, [.. report.Checks.Select(Row)]).Write(output);
        output.WriteLine(
            string.Join(
                ", ",
                Enum.GetValues<CheckStatus>().Select(status => $"{report.CountOf(status)} {Word(status)}")
            )
        );
    }

    public static void WriteFindings(TextWriter output, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            output.WriteLine();
            output.WriteLine(finding);
        }
    }

    public static string Word(CheckStatus status) => status.ToString().ToLowerInvariant();

    static string[] Row(CheckResult check) => [check.Scope, check.Name, Word(check.Status), Cut(check.Detail)];

    static string Cut(string detail)
    {
        var first = detail.Split('\n')[0];
        return first.Length <= LongestDetail ? first : $"{first[..(LongestDetail - 3)]}...";
    }
}
