using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Rehearsal.Pipelines;

/// <summary>
/// What a build's log says of where its time goes: the steps that build.sh ran, and commands that are not build.sh. What
/// neither covers is the build program's own, its compilation included.
/// </summary>
sealed partial class BuildTrace
{
    const int Tail = 40;
    readonly ConcurrentQueue<string> last = new();
    readonly List<TraceStep> steps = [];
    (string Name, DateTimeOffset Started)? command;

    /// <summary>The last lines.</summary>
    public IReadOnlyList<string> LastLines => [.. last];

    /// <summary>What took time, in the order in which it ended.</summary>
    public IReadOnlyList<TraceStep> Steps
    {
        get
        {
            lock (steps)
                return [.. steps];
        }
    }

    /// <summary>How long tools were at work: yarn, tsc, the CDK, dotnet. Where several are at a time, it counts once.</summary>
    public TimeSpan InTools
    {
        get
        {
            var (sum, until) = (TimeSpan.Zero, DateTimeOffset.MinValue);
            foreach (var (_, started, ended) in Steps.OrderBy(step => step.Started))
            {
                var from = started > until ? started : until;
                if (ended > from)
                    (sum, until) = (sum + (ended - from), ended);
            }
            return sum;
        }
    }

    /// <summary>Notes a line that was printed at that time.</summary>
    public void Hear(string line, DateTimeOffset now)
    {
        last.Enqueue(line);
        while (last.Count > Tail)
            last.TryDequeue(out _);
        lock (steps)
        {
            if (Step().Match(line) is { Success: true } step)
            {
                var duration = TimeSpan.FromSeconds(double.Parse(step.Groups[2].Value, CultureInfo.InvariantCulture));
                steps.Add(new(step.Groups[1].Value, now - duration, now));
            }
            if (!line.StartsWith("[Container]", StringComparison.Ordinal))
                return;
            if (command is var (name, began) && !name.Contains("build.sh", StringComparison.Ordinal))
                steps.Add(new(name, began, now));
            command = Command().Match(line) is { Success: true } run ? (run.Groups[1].Value, now) : null;
        }
    }

    [GeneratedRegex(@"^(\w+ [\w-]+): done in (\d+\.\d) s$", RegexOptions.CultureInvariant)]
    private static partial Regex Step();

    [GeneratedRegex(@" Running command (.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Command();
}

/// <summary>Something that took time in a build.</summary>
sealed record TraceStep(string Name, DateTimeOffset Started, DateTimeOffset Ended)
{
    public TimeSpan Duration => Ended - Started;
}
