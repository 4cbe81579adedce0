using System.Globalization;
using Deployment;

namespace Build.Reporting;

/// <summary>The table that a deployment ends with.</summary>
static class StackTable
{
    static readonly string[] headers = ["Stack", "Account", "Region", "Outcome", "Time"];

    public static void Write(TextWriter output, IReadOnlyList<StackResult> stacks)
    {
        var rows = stacks.Select(Row).ToList();
        var widths = headers
            .Select((header, column) => rows.Select(row => row[column].Length).Append(header.Length).Max())
            .ToArray();
        var line = new string('-', widths.Sum() + (2 * (widths.Length - 1)));
        output.WriteLine();
        WriteRow(headers);
        output.WriteLine(line);
        foreach (var row in rows)
            WriteRow(row);
        output.WriteLine(line);

        void WriteRow(string[] cells) =>
            output.WriteLine(
                string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()
            );
    }

    /// <summary>The same as Markdown.</summary>
    public static void WriteMarkdown(TextWriter output, string title, IReadOnlyList<StackResult> stacks)
    {
        output.WriteLine($"### {title}");
        output.WriteLine();
        output.WriteLine($"| {string.Join(" | ", headers)} |");
        output.WriteLine($"|{string.Concat(headers.Select(_ => "---|"))}");
        foreach (var stack in stacks)
            output.WriteLine(
                $"| {string.Join(" | ", Row(stack).Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |"
            );
    }

    static string[] Row(StackResult result) =>
        [
            result.Stack.DisplayName,
            result.Stack.Environment.Account,
            result.Stack.Environment.Region,
            result is StackResult.Failed ? result.Outcome : DeploymentLines.Of(result),
            string.Create(CultureInfo.InvariantCulture, $"{result.Elapsed.TotalSeconds:0.0} s"),
        ];
}
