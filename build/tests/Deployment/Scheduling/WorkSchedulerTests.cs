using Deployment;
using Deployment.Assemblies;
using Deployment.Scheduling;
using FsCheck;
using FsCheck.Xunit;

namespace Build.Tests.Deployment.Scheduling;

public class WorkSchedulerTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static WorkItem Item(string id, Func<CancellationToken, Task> run, params string[] dependencies) =>
        new(id, dependencies, run);

    static WorkItem Item(string id, params string[] dependencies) => Item(id, _ => Task.CompletedTask, dependencies);

    [Fact]
    public void WorkGraph_Cycle_IsNamedInOrder()
    {
        var exception = Assert.Throws<BuildException>(() => new WorkGraph([Item("a", "b"), Item("b", "a"), Item("c")]));
        var finding = Assert.Single(exception.Findings);
        Assert.Equal(FindingCodes.DependencyCycle, finding.Code);
        Assert.Contains("a -> b -> a", finding.What, StringComparison.Ordinal);
    }

    [Fact]
    public void WorkGraph_DependencyThatIsMissing_IsABug() =>
        Assert.Throws<ArgumentException>(() => new WorkGraph([Item("a", "b")]));

    [Fact]
    public void WorkGraph_Estimates_GiveTheCriticalPath()
    {
        var graph = new WorkGraph([
            Item("a") with
            {
                Estimate = TimeSpan.FromSeconds(1),
            },
            Item("b", "a") with
            {
                Estimate = TimeSpan.FromSeconds(5),
            },
            Item("c", "a") with
            {
                Estimate = TimeSpan.FromSeconds(2),
            },
        ]);
        Assert.Equal(TimeSpan.FromSeconds(6), graph.CriticalPath);
        Assert.Equal(TimeSpan.FromSeconds(2), graph.RemainingPath("c"));
    }

    [Fact]
    public async Task RunAsync_Failure_SkipsOnlyWhatDependsOnIt()
    {
        var failure = new InvalidOperationException();
        var outcomes = await new WorkScheduler().RunAsync(
            new WorkGraph([
                Item("bad", _ => Task.FromException(failure)),
                Item("after", "bad"),
                Item("later", "after", "good"),
                Item("good"),
                Item("best", "good"),
            ]),
            Cancellation
        );
        Assert.Same(failure, Assert.IsType<WorkOutcome.Failed>(outcomes["bad"]).Exception);
        Assert.Equal(["bad"], Assert.IsType<WorkOutcome.Skipped>(outcomes["after"]).Causes);
        Assert.Equal(["bad"], Assert.IsType<WorkOutcome.Skipped>(outcomes["later"]).Causes);
        Assert.IsType<WorkOutcome.Succeeded>(outcomes["best"]);
    }

    [Fact]
    public async Task RunAsync_OneAtATime_StartsTheLongestPathFirst()
    {
        var order = new List<string>();
        WorkItem Noted(string id, int seconds, params string[] dependencies) =>
            new(
                id,
                dependencies,
                _ =>
                {
                    order.Add(id);
                    return Task.CompletedTask;
                },
                TimeSpan.FromSeconds(seconds)
            );
        await new WorkScheduler(concurrency: 1).RunAsync(
            new WorkGraph([Noted("short", 1), Noted("middle", 5), Noted("first", 2), Noted("tail", 10, "first")]),
            Cancellation
        );
        Assert.Equal(["first", "tail", "middle", "short"], order);
    }

    [Fact]
    public async Task RunAsync_Stopping_LetsRunningItemsCleanUpAndStartsNothing()
    {
        using var stopping = new CancellationTokenSource();
        var cleaned = false;
        var started = new TaskCompletionSource();
        var run = new WorkScheduler().RunAsync(
            new WorkGraph([
                Item(
                    "running",
                    async stop =>
                    {
                        started.SetResult();
                        try
                        {
                            await Task.Delay(Timeout.Infinite, stop);
                        }
                        finally
                        {
                            cleaned = true;
                        }
                    }
                ),
                Item("next", "running"),
            ]),
            stopping.Token
        );
        await started.Task;
        await stopping.CancelAsync();
        var outcomes = await run;
        Assert.True(cleaned);
        Assert.Equal(new WorkOutcome.Cancelled(Started: true), outcomes["running"]);
        Assert.Equal(new WorkOutcome.Cancelled(Started: false), outcomes["next"]);
    }

    [Fact]
    public async Task RunAsync_Leaving_DoesNotWaitForWhatRuns()
    {
        using var leaving = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        var run = new WorkScheduler().RunAsync(
            new WorkGraph([
                Item(
                    "deaf",
                    _ =>
                    {
                        started.SetResult();
                        return never.Task;
                    }
                ),
            ]),
            leaving.Token,
            leaving.Token
        );
        await started.Task;
        await leaving.CancelAsync();
        Assert.Equal(new WorkOutcome.Cancelled(Started: true), (await run)["deaf"]);
    }

    [Property(MaxTest = 60)]
    public async Task RunAsync_AnyGraph_RunsEachOnceAfterItsDependenciesWithinTheBound(
        (byte From, byte To)[] edges,
        byte[] failing,
        PositiveInt concurrency
    )
    {
        const int Count = 12;
        var bound = 1 + (concurrency.Get % 5);
        var gate = new Lock();
        var (running, most) = (0, 0);
        var finished = new HashSet<string>();
        var items = Enumerable.Range(0, Count).Select(index => Make(index)).ToList();
        var outcomes = await new WorkScheduler(bound).RunAsync(new WorkGraph(items), Cancellation);

        Assert.True(most <= bound);
        foreach (var item in items)
        {
            var dependencies = item.Dependencies.Select(id => outcomes[id]).ToList();
            Assert.Equal(
                dependencies.TrueForAll(outcome => outcome is WorkOutcome.Succeeded),
                outcomes[item.Id] is not WorkOutcome.Skipped
            );
        }

        WorkItem Make(int index)
        {
            var dependencies = edges
                .Where(edge => edge.From % Count == index && edge.To % Count < index)
                .Select(edge => $"{edge.To % Count}")
                .ToArray();
            return Item(
                $"{index}",
                async _ =>
                {
                    lock (gate)
                    {
                        Assert.Superset(dependencies.ToHashSet(), finished);
                        most = Math.Max(most, ++running);
                    }
                    await Task.Yield();
                    lock (gate)
                    {
                        running--;
                        Assert.True(finished.Add($"{index}"), "ran twice");
                    }
                    if (failing.Any(value => value % Count == index))
                        throw new InvalidOperationException();
                },
                dependencies
            );
        }
    }

    [Fact]
    public async Task RunAsync_ChainOfTenThousand_EndsWithoutExhaustingTheStack()
    {
        var items = Enumerable
            .Range(0, 10_000)
            .Select(index =>
                index == 0 ? Item("0", _ => throw new InvalidOperationException()) : Item($"{index}", $"{index - 1}")
            );
        var outcomes = await new WorkScheduler().RunAsync(new WorkGraph([.. items]), Cancellation);
        Assert.Equal(["0"], Assert.IsType<WorkOutcome.Skipped>(outcomes["9999"]).Causes);
    }
}
