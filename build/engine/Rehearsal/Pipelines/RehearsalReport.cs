using System.Globalization;
using LocalAws.CodeBuild.Builds;
using Reporting;
using Reporting.Runs;

namespace Rehearsal.Pipelines;

/// <summary>Writes what a rehearsal did: each action when it happens, at the end the times and what each role did.</summary>
sealed class RehearsalReport(TextWriter output, RehearsalLog log)
{
    static readonly string[] ofTheBuildspec = ["INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD"];
    static readonly TimeSpan worthTelling = TimeSpan.FromSeconds(0.1);
    readonly List<ActionRecord> ended = [];

    /// <summary>The actions that ended, as they did.</summary>
    public IReadOnlyList<ActionRecord> Ended => ended;

    /// <summary>The actions that failed, and did not succeed when they were retried.</summary>
    public IReadOnlyList<ActionRecord> Failed =>
        [
            .. ended
                .GroupBy(run => (run.Execution, run.Stage, run.Action))
                .Select(runs => runs.Last())
                .Where(run => run.Status == "Failed"),
        ];

    /// <summary>An action began or ended.</summary>
    public void Tell(ActionRecord run)
    {
        if (run.IsActive)
        {
            output.WriteLine(run.IsApproval ? $"{run} is approved: a rehearsal waits for nobody" : $"{run} ...");
            return;
        }
        ended.Add(run with { LogFile = log.BuildOf(run.External) is { } made ? log.FileOf(made.Arn) : null });
        output.WriteLine($"{run} {Word(run.Status)} in {Durations.Text(run.Duration)}");
        if (run.Status == "Failed" && log.BuildOf(run.External) is { } build)
            WriteTail(build);
    }

    /// <summary>The summary.</summary>
    public void Write()
    {
        output.WriteLine();
        output.WriteLine("What each role did:");
        foreach (var role in log.Allowed.OrderBy(role => role.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"  {role.Key}");
            foreach (var service in role.GroupBy(entry => entry.Action.Split(':')[0]))
                output.WriteLine(
                    $"    {service.Key}: {string.Join(", ", service.Select(entry => $"{entry.Action.Split(':')[1]} {entry.Times}"))}"
                );
        }
        output.WriteLine();
        WriteTimes();
    }

    /// <summary>Whose the time was: of the tools that builds run, of the build program, of the local AWS.</summary>
    void WriteTimes()
    {
        Write("Action", "Time", "Tools", "Build", "Local AWS", "");
        var (whole, inTools, inProgram) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        foreach (var run in ended)
        {
            var build = log.BuildOf(run.External);
            // A build that is given up goes on for a while.
            var commands = CommandTime(build) is var time && time < run.Duration ? time : run.Duration;
            var trace = build is null ? new() : log.TraceOf(build);
            var tools = trace.InTools < commands ? trace.InTools : commands;
            Write(
                $"{run}",
                Durations.Text(run.Duration),
                Durations.Text(tools),
                Durations.Text(commands - tools),
                Durations.Text(run.Duration - commands),
                Word(run.Status)
            );
            foreach (var step in trace.Steps.Where(step => step.Duration > worthTelling))
                output.WriteLine($"  {Shortened(step.Name), -38} {Durations.Text(step.Duration), 8}");
            if (build is not null && log.FileOf(build.Arn) is { } file)
                output.WriteLine($"  {file}");
            (whole, inTools, inProgram) = (whole + run.Duration, inTools + tools, inProgram + (commands - tools));
        }
        Write(
            "All",
            Durations.Text(whole),
            Durations.Text(inTools),
            Durations.Text(inProgram),
            Durations.Text(whole - inTools - inProgram),
            ""
        );
    }

    void Write(string action, string time, string tools, string program, string local, string word) =>
        output.WriteLine($"{action, -40} {time, 8} {tools, 8} {program, 8} {local, 10}  {word}".TrimEnd());

    static string Shortened(string name) => name.Length > 38 ? name[..35] + "..." : name;

    void WriteTail(BuildRecord build)
    {
        output.WriteLine(
            $"  The end of the log of {build.Id}{(log.FileOf(build.Arn) is { } file ? $", {file}" : "")}:"
        );
        foreach (var line in log.TraceOf(build).LastLines)
            output.WriteLine($"  | {line}");
    }

    /// <summary>The time in the phases that run the buildspec's commands.</summary>
    static TimeSpan CommandTime(BuildRecord? build) =>
        (build?.Phases ?? [])
            .Where(phase => ofTheBuildspec.Contains(phase.Type))
            .Aggregate(TimeSpan.Zero, (sum, phase) => sum + ((phase.Ended ?? phase.Started) - phase.Started));

    static string Word(string status) =>
        status switch
        {
            "Succeeded" => "succeeded",
            "Failed" => "FAILED",
            "Abandoned" => "was given up: the pipeline changed itself",
            _ => status,
        };
}
