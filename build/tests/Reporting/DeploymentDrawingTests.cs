using System.Globalization;
using Build.Tests.Deployment;
using Deployment;
using Deployment.Assemblies;
using Reporting;
using Spectre.Console.Testing;

namespace Build.Tests.Reporting;

/// <summary>The table of a deployment on terminals of several sizes.</summary>
public sealed class DeploymentDrawingTests : IDisposable
{
    static readonly DateTimeOffset start = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 24, 80)]
    [InlineData(30, 24, 80)]
    [InlineData(30, 50, 160)]
    [InlineData(500, 24, 80)]
    public void Table_OfEnvironments_FitsTheScreenAndCountsTheRest(int environments, int height, int width)
    {
        var progress = Progress(environments);

        var lines = Draw(progress, width, height);

        Assert.InRange(lines.Length, 1, height - 1);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
        Assert.Contains(lines, line => line.Contains("Failed: Role", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("deploying", StringComparison.Ordinal));
        var shown = lines.Count(line => line.Contains("environment", StringComparison.Ordinal));
        var counted = lines
            .Where(line => line.Contains("not shown", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' '))
            .Sum(word => int.TryParse(word, CultureInfo.InvariantCulture, out var count) ? count : 0);
        Assert.Equal(4 * environments, shown + counted);
    }

    [Fact]
    public void Table_OfAStackThatRuns_SaysHowLongItTookTheLastTime()
    {
        var stack = Stack("storage", 1);
        StackTimes.Note(
            folder.Path,
            "Deploy",
            [new StackResult.Deployed(stack, Created: true, 3) { Elapsed = TimeSpan.FromSeconds(131) }]
        );
        StackTimes.Note(
            folder.Path,
            "Deploy",
            [new StackResult.Unchanged(stack) { Elapsed = TimeSpan.FromSeconds(1) }]
        );
        StackTimes.Note(
            folder.Path,
            "Destroy",
            [new StackResult.Destroyed(stack) { Elapsed = TimeSpan.FromSeconds(2) }]
        );
        var progress = new DeploymentProgress();
        progress.Apply(new DeploymentEvent.StackStarted(stack), start);

        var lines = Draw(progress, 120, 24, StackTimes.Read(folder.Path, "Deploy"));

        Assert.Contains(lines, line => line.Contains("1 min 12 s of 2 min 11 s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("""{"storage [000000000001 eu-west-1]": -5}""")]
    public void Times_OfAFileThatIsNone_AreUnknown(string text)
    {
        File.WriteAllText(Path.Combine(folder.Path, "deploy-times.json"), text);

        Assert.Null(StackTimes.Read(folder.Path, "Deploy").Of(Stack("storage", 1)));
    }

    /// <summary>In each environment one that failed, one that runs, one that waits and one that is unchanged.</summary>
    static DeploymentProgress Progress(int environments)
    {
        var progress = new DeploymentProgress();
        foreach (var number in Enumerable.Range(1, environments))
        {
            StackReference[] stacks =
            [
                .. ((string[])["unchanged", "failed", "running", "waiting"]).Select(name =>
                    Stack($"{name}-in-environment-{number}", number)
                ),
            ];
            progress.Apply(new DeploymentEvent.Planned(stacks, 0), start);
            progress.Apply(new DeploymentEvent.StackFinished(new StackResult.Unchanged(stacks[0])), start);
            progress.Apply(
                new DeploymentEvent.StackFinished(
                    new StackResult.Failed(
                        stacks[1],
                        [
                            new Finding(
                                FindingCodes.AssumeRoleFailed,
                                $"Role {new string('x', 100)} was not assumed",
                                [],
                                ""
                            ),
                        ]
                    )
                ),
                start
            );
            progress.Apply(new DeploymentEvent.StackStarted(stacks[2]), start);
            progress.Apply(new DeploymentEvent.StackProgressed(stacks[2], StackStep.Executing), start);
        }
        return progress;
    }

    static StackReference Stack(string name, int account) =>
        new(
            name,
            name,
            name,
            new TargetEnvironment(account.ToString("D12", CultureInfo.InvariantCulture), "eu-west-1")
        );

    static string[] Draw(DeploymentProgress progress, int width, int height, StackTimes? times = null)
    {
        using var console = new TestConsole();
        console.Profile.Width = width;
        console.Write(
            new DeploymentDrawing(times ?? StackTimes.None, start + TimeSpan.FromSeconds(72), width, height).Of(
                progress
            )
        );
        return [.. console.Output.TrimEnd().Split('\n').Select(line => line.TrimEnd())];
    }
}
