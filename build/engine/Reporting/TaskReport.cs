using System.Globalization;
using Cake.Cli;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Reporting;

/// <summary>What the engine says of tasks: a heading before each, and at the end how long each took.</summary>
public sealed class TaskReport(IConsole console, ICakeContext context) : ICakeReportPrinter
{
    readonly CakeReportPrinter headings = new(console, context);

    public void WriteStep(string name, Verbosity verbosity) => headings.WriteStep(name, verbosity);

    public void WriteSkippedStep(string name, Verbosity verbosity) => headings.WriteSkippedStep(name, verbosity);

    public void WriteLifeCycleStep(string name, Verbosity verbosity) => headings.WriteLifeCycleStep(name, verbosity);

    public void Write(CakeReport report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new TextTable(
            ["Task", "Time", "Result"],
            [
                .. report.Select(entry => (string[])[entry.TaskName, TimeOf(entry), ResultOf(entry)]),
                ["Total", Durations.Text(report.Aggregate(TimeSpan.Zero, (sum, entry) => sum + entry.Duration)), ""],
            ]
        ).Write(text);
        console.Write("{0}", text);
    }

    static string TimeOf(CakeReportEntry entry) =>
        entry.ExecutionStatus == CakeTaskExecutionStatus.Skipped ? "-" : Durations.Text(entry.Duration);

    static string ResultOf(CakeReportEntry entry) =>
        entry.ExecutionStatus switch
        {
            CakeTaskExecutionStatus.Executed => "Succeeded",
            CakeTaskExecutionStatus.Delegated => "Delegated",
            CakeTaskExecutionStatus.Skipped when entry.SkippedMessage is { Length: > 0 } why => $"Skipped: {why}",
            CakeTaskExecutionStatus.Skipped => "Skipped",
            CakeTaskExecutionStatus.Failed => "Failed",
            _ => entry.ExecutionStatus.ToString(),
        };
}
