using Deployment.Scheduling;
using FsCheck;
using FsCheck.Xunit;

namespace Build.Tests.Deployment.Scheduling;

public class RateBudgetTests
{
    static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    static RateKey Key(string api) => new("111111111111", "eu-west-1", "cloudformation", api);

    static Task<int> CallAsync(RateBudgets budgets, string name, ThrottledApi api) =>
        budgets
            .For(Key(name))
            .RunAsync(api.CallAsync, exception => exception is ThrottlingException, CancellationToken.None);

    [Fact]
    public void RunAsync_TenCallsAtOnce_LeaveWithoutDelay()
    {
        var time = new VirtualTime();
        var api = new ThrottledApi(time.Clock, 1000, 1000, Latency);
        var budgets = new RateBudgets(time.Clock);
        var start = time.Clock.GetTimestamp();
        time.Run(() => Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CallAsync(budgets, "A", api))), Latency * 2);
        Assert.InRange(time.Clock.GetElapsedTime(start), TimeSpan.Zero, Latency + TimeSpan.FromMilliseconds(5));
    }

    [Fact]
    public void RunAsync_ManyCallsToAnApiWithoutALimit_AreSoonUnbounded()
    {
        var time = new VirtualTime();
        var api = new ThrottledApi(time.Clock, 1e6, 1e6, Latency);
        var budgets = new RateBudgets(time.Clock);
        time.Run(
            () => Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => CallAsync(budgets, "A", api))),
            TimeSpan.FromSeconds(6)
        );
        Assert.Equal(new RateUse(1000, 0), budgets.Use[Key("A")]);
    }

    [Theory]
    [InlineData(10, 1, 0.7)]
    [InlineData(10, 10, 0.85)]
    [InlineData(10, 40, 0.85)]
    [InlineData(5, 5, 0.85)]
    [InlineData(20, 20, 0.85)]
    [InlineData(50, 100, 0.85)]
    public void RunAsync_ThrottledApi_LearnsItsRate(int rate, int burst, double leastUsed)
    {
        var time = new VirtualTime();
        var api = new ThrottledApi(time.Clock, rate, burst, Latency);
        var budgets = new RateBudgets(time.Clock);
        var start = time.Clock.GetTimestamp();
        var calls = rate * 60;
        time.Run(
            () => Task.WhenAll(Enumerable.Range(0, calls).Select(_ => CallAsync(budgets, "A", api))),
            TimeSpan.FromSeconds(120)
        );
        var bound = (calls - burst) / (double)rate;
        var share = api.Throttled / (double)api.Calls;
        var used = bound / time.Clock.GetElapsedTime(start).TotalSeconds;
        Assert.True(
            share < 0.03 && used > leastUsed,
            $"{api.Throttled} of {api.Calls} calls throttled, {used:P0} of the bound"
        );
    }

    [Fact]
    public void RunAsync_ApiBesideOneThatWasThrottled_BeginsAtItsRate()
    {
        var time = new VirtualTime();
        var (known, other) = (
            new ThrottledApi(time.Clock, 10, 10, Latency),
            new ThrottledApi(time.Clock, 10, 10, Latency)
        );
        var elsewhere = new RateKey("222222222222", "eu-west-1", "cloudformation", "B");
        var hasty = new RateBudgetOptions { InitialRate = 60, Doubling = TimeSpan.FromMilliseconds(250) };
        var budgets = new RateBudgets(time.Clock, hasty);
        Call(40, Key("A"), known);
        Call(40, Key("B"), other);
        Assert.True(other.Throttled < known.Throttled, $"{other.Throttled} after {known.Throttled}");
        var fresh = new ThrottledApi(time.Clock, 1e6, 1e6, Latency);
        var start = time.Clock.GetTimestamp();
        Call(100, elsewhere, fresh);
        Assert.True(time.Clock.GetElapsedTime(start) < TimeSpan.FromSeconds(2.5));

        void Call(int calls, RateKey key, ThrottledApi api) =>
            time.Run(
                () =>
                    Task.WhenAll(
                        Enumerable
                            .Range(0, calls)
                            .Select(_ =>
                                budgets
                                    .For(key)
                                    .RunAsync(api.CallAsync, e => e is ThrottlingException, CancellationToken.None)
                            )
                    ),
                TimeSpan.FromSeconds(30)
            );
    }

    /// <summary>Each stack: look, compare, change set, watch it, execute, watch that; 3 s and 20 s as CloudFormation takes.</summary>
    [Fact]
    public void RunAsync_TwoHundredChangedStacksInOneAccount_ComeNearTheBoundHardlyThrottled()
    {
        var time = new VirtualTime();
        var budgets = new RateBudgets(time.Clock);
        var apis = new[]
        {
            "DescribeStacks",
            "GetTemplate",
            "CreateChangeSet",
            "DescribeChangeSet",
            "ExecuteChangeSet",
        }.ToDictionary(name => name, _ => new ThrottledApi(time.Clock, 10, 10, Latency));
        var start = time.Clock.GetTimestamp();
        time.Run(() => Task.WhenAll(Enumerable.Range(0, 200).Select(_ => StackAsync())), TimeSpan.FromSeconds(120));

        var elapsed = time.Clock.GetElapsedTime(start).TotalSeconds;
        var (calls, throttled) = (apis.Values.Sum(api => api.Calls), apis.Values.Sum(api => api.Throttled));
        var bound = apis.Values.Max(api => api.Calls) / 10.0;
        Assert.True(throttled < calls * 0.01, $"{throttled} of {calls} calls throttled in {elapsed} s");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{throttled} of {calls} calls throttled, {elapsed:F1} s, bound {bound:F1} s"
        );
        Assert.True(elapsed < 60, $"{elapsed} s, the bound is {bound} s");

        async Task<int> StackAsync()
        {
            await Call("DescribeStacks");
            await Call("GetTemplate");
            await Call("CreateChangeSet");
            await WatchAsync("DescribeChangeSet", TimeSpan.FromSeconds(3));
            await Call("ExecuteChangeSet");
            return await WatchAsync("DescribeStacks", TimeSpan.FromSeconds(20));
        }

        async Task<int> WatchAsync(string name, TimeSpan until)
        {
            var begun = time.Clock.GetTimestamp();
            await Task.Delay(until, time.Clock);
            var result = await Call(name);
            Assert.True(time.Clock.GetElapsedTime(begun) >= until);
            return result;
        }

        Task<int> Call(string name) => CallAsync(budgets, name, apis[name]);
    }

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(0.3, 2)]
    [InlineData(0.3, 3)]
    [InlineData(0.1, 4)]
    [InlineData(0.2, 5)]
    public void RunAsync_ThrottledAtRandom_IsNotSlowedDownForLong(double share, int seed)
    {
        const int Calls = 2000;
        var time = new VirtualTime();
        var api = new ThrottledApi(time.Clock, 1e6, 1e6, Latency) { Chance = new Random(seed), RandomShare = share };
        var budgets = new RateBudgets(time.Clock);
        var start = time.Clock.GetTimestamp();
        time.Run(
            () => Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => CallAsync(budgets, "A", api))),
            TimeSpan.FromMinutes(5)
        );
        var elapsed = time.Clock.GetElapsedTime(start);
        TestContext.Current.TestOutputHelper?.WriteLine($"{elapsed.TotalSeconds:F1} s for {api.Calls} calls");
        Assert.True(elapsed < TimeSpan.FromSeconds(120), $"{elapsed} for {api.Calls} calls");
    }

    [Fact]
    public void RunAsync_ThrottledAtRandomAndByItsRate_KeepsNearTheRate()
    {
        const int Calls = 600;
        var time = new VirtualTime();
        var api = new ThrottledApi(time.Clock, 10, 10, Latency) { Chance = new Random(1), RandomShare = 0.2 };
        var budgets = new RateBudgets(time.Clock);
        var start = time.Clock.GetTimestamp();
        time.Run(
            () => Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => CallAsync(budgets, "A", api))),
            TimeSpan.FromMinutes(5)
        );
        var elapsed = time.Clock.GetElapsedTime(start);
        TestContext.Current.TestOutputHelper?.WriteLine($"{elapsed.TotalSeconds:F1} s for {api.Calls} calls");
        Assert.True(elapsed < TimeSpan.FromSeconds(150), $"{elapsed} for {api.Calls} calls");
        Assert.True(api.Throttled < api.Calls * 0.6, $"{api.Throttled} of {api.Calls} throttled");
    }

    [Fact]
    public void RunAsync_PollThatIsThrottled_IsMadeAgainUntilItSucceeds()
    {
        var time = new VirtualTime();
        var budgets = new RateBudgets(time.Clock);
        var attempts = 0;
        var result = time.Run(
            () =>
                budgets
                    .For(Key("A"))
                    .RunAsync(
                        _ =>
                            ++attempts < 8
                                ? Task.FromException<int>(new ThrottlingException())
                                : Task.FromResult(attempts),
                        exception => exception is ThrottlingException,
                        CancellationToken.None
                    ),
            TimeSpan.FromMinutes(1)
        );
        Assert.Equal(8, result);
    }

    [Fact]
    public void RunAsync_OtherFailure_IsTheCallersToHandle()
    {
        var time = new VirtualTime();
        var budget = new RateBudgets(time.Clock).For(Key("A"));
        Assert.Throws<InvalidOperationException>(() =>
            time.Run(
                () =>
                    budget.RunAsync<int>(
                        _ => throw new InvalidOperationException(),
                        exception => exception is ThrottlingException,
                        CancellationToken.None
                    ),
                TimeSpan.FromSeconds(1)
            )
        );
        Assert.Equal(new RateUse(1, 0), budget.Use);
    }

    [Fact]
    public void RunAsync_CancelledWhileWaiting_LetsTheNextGo()
    {
        var time = new VirtualTime();
        var budgets = new RateBudgets(time.Clock);
        var api = new ThrottledApi(time.Clock, 1, 1, Latency);
        using var cancellation = new CancellationTokenSource();
        time.Run(
            async () =>
            {
                await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => CallAsync(budgets, "A", api)));
                var cancelled = budgets.For(Key("A")).RunAsync(api.CallAsync, _ => false, cancellation.Token);
                var next = CallAsync(budgets, "A", api);
                await cancellation.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
                return await next;
            },
            TimeSpan.FromSeconds(60)
        );
    }

    [Property(MaxTest = 30)]
    public void RunAsync_AnyLimit_EveryCallSucceedsInTheOrderAsked(
        PositiveInt rate,
        PositiveInt burst,
        PositiveInt calls
    )
    {
        var time = new VirtualTime();
        var budgets = new RateBudgets(time.Clock);
        var (limit, count) = (1 + (rate.Get % 50), 1 + (calls.Get % 80));
        var api = new ThrottledApi(time.Clock, limit, 1 + (burst.Get % 50), Latency);
        var done = new List<int>();
        time.Run(
            () =>
                Task.WhenAll(
                    Enumerable
                        .Range(0, count)
                        .Select(async index =>
                        {
                            var result = await CallAsync(budgets, "A", api);
                            done.Add(index);
                            return result;
                        })
                ),
            TimeSpan.FromSeconds(60 + (3.0 * count / limit))
        );
        Assert.Equal(count, done.Count);
        Assert.Equal(api.Calls - count, api.Throttled);
        // A call that was throttled comes before those that were asked for later.
        Assert.All(
            done.Select((index, place) => Math.Abs(index - place)),
            shift => Assert.True(shift <= api.Throttled + 10)
        );
    }
}
