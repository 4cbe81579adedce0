using System.Globalization;
using LocalAws.CodeBuild.Builds;

namespace Build.Rehearsal.Pipelines;

/// <summary>Writes what a rehearsal did: each action when it happens, at the end the times and what each role did.</summary>
sealed class RehearsalReport(TextWriter output, RehearsalLog log)
{
    static readonly string[] ofTheBuildspec = ["INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD"];
    readonly List<ActionRecord> ended = [];

    /// <summary>The actions that failed.</summary>
    public IReadOnlyList<ActionRecord> Failed => [.. ended.Where(run => run.Status == "Failed")];

    /// <summary>An action began or ended.</summary>
    public void Tell(ActionRecord run)
    {
        if (run.IsActive)
        {
            output.WriteLine($"{run} ...");
            return;
        }
        ended.Add(run);
        output.WriteLine($"{run} {Word(run.Status)} in {Seconds(run.Duration)}");
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
        output.WriteLine($"{"Action", -40} {"Time", 8} {"Commands", 9} {"Local AWS", 10}");
        var (whole, inCommands) = (TimeSpan.Zero, TimeSpan.Zero);
        foreach (var run in ended)
        {
            var commands = CommandTime(log.BuildOf(run.External));
            output.WriteLine(
                $"{run, -40} {Seconds(run.Duration), 8} {Seconds(commands), 9} {Seconds(run.Duration - commands), 10}  {Word(run.Status)}"
            );
            (whole, inCommands) = (whole + run.Duration, inCommands + commands);
        }
        output.WriteLine(
            $"{"All", -40} {Seconds(whole), 8} {Seconds(inCommands), 9} {Seconds(whole - inCommands), 10}"
        );
    }

    void WriteTail(BuildRecord build)
    {
        output.WriteLine($"  The end of the log of {build.Id}:");
        foreach (var line in log.TailOf(build))
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

    static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);
}
