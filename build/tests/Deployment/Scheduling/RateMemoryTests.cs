using Deployment.Scheduling;

namespace Build.Tests.Deployment.Scheduling;

/// <summary>How a run treats an account that others use too, and what it remembers of it for the next one.</summary>
public class RateMemoryTests
{
    static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    static RateKey Key(string api) => new("111111111111", "eu-west-1", "cloudformation", api);

    static Task<int> CallAsync(RateBudgets budgets, string name, ThrottledApi api) =>
        budgets
            .For(Key(name))
            .RunAsync(api.CallAsync, exception => exception is ThrottlingException, CancellationToken.None);

    /// <summary>Somebody else's tool asks twice a second all the while, and makes no second attempt.</summary>
    [Theory]
    [InlineData(10, 10)]
    [InlineData(10, 40)]
    [InlineData(20, 20)]
    public void RunAsync_AnotherToolInTheAccount_IsHardlyThrottled(int rate, int burst)
    {
        var time = new VirtualTime();
        var api = new ThrottledApi(time.Clock, rate, burst, Latency);
        var budgets = new RateBudgets(time.Clock);
        var (asked, refused) = (0, 0);
        var work = Task.CompletedTask;
        time.Run(
            async () =>
            {
                work = Task.WhenAll(Enumerable.Range(0, rate * 60).Select(_ => CallAsync(budgets, "A", api)));
                while (!work.IsCompleted)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(500), time.Clock);
                    asked++;
                    try
                    {
                        await api.CallAsync(CancellationToken.None);
                    }
                    catch (ThrottlingException)
                    {
                        refused++;
                    }
                }
                await work;
                return 0;
            },
            TimeSpan.FromMinutes(4)
        );

        TestContext.Current.TestOutputHelper?.WriteLine($"{refused} of {asked} calls refused");
        Assert.True(refused <= asked * 0.05, $"{refused} of {asked} calls refused");
    }

    [Fact]
    public void RunAsync_ApiThatWasThrottledInAnEarlierRun_IsAskedAtItsRateFromTheBeginning()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "store", "rates.json");
        var time = new VirtualTime();
        var (first, second) = (0, 0);

        for (var run = 0; run < 2; run++)
        {
            var api = new ThrottledApi(time.Clock, 5, 5, Latency);
            var budgets = new RateBudgets(time.Clock, memory: new RateMemory(file, time.Clock));
            time.Run(
                () => Task.WhenAll(Enumerable.Range(0, 100).Select(_ => CallAsync(budgets, "A", api))),
                TimeSpan.FromMinutes(2)
            );
            budgets.Remember();
            (first, second) = run == 0 ? (api.Throttled, 0) : (first, api.Throttled);
        }

        Assert.True(second * 2 <= first, $"{second} throttled after {first}");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void RunAsync_ApiThatBoreMuchInAnEarlierRun_IsAskedForMuchAtOnce()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "rates.json");
        var time = new VirtualTime();
        var elapsed = new List<TimeSpan>();

        for (var run = 0; run < 2; run++)
        {
            var api = new ThrottledApi(time.Clock, 1e6, 1e6, Latency);
            var budgets = new RateBudgets(time.Clock, memory: new RateMemory(file, time.Clock));
            var start = time.Clock.GetTimestamp();
            time.Run(
                () => Task.WhenAll(Enumerable.Range(0, 300).Select(_ => CallAsync(budgets, "A", api))),
                TimeSpan.FromMinutes(1)
            );
            elapsed.Add(time.Clock.GetElapsedTime(start));
            budgets.Remember();
        }

        Assert.True(elapsed[1] < elapsed[0] * 0.8, string.Join(", ", elapsed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[{")]
    [InlineData("{}")]
    public void Load_FileThatIsNoMemory_IsAsGoodAsNone(string text)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "rates.json");
        File.WriteAllText(file, text);
        var memory = new RateMemory(file, TimeProvider.System);
        var before = memory.Load();

        memory.Save(new Dictionary<RateKey, SustainedRate> { [Key("A")] = new(7.5, IsLimit: true) });

        Assert.Empty(before);
        Assert.Equal(new SustainedRate(7.5, IsLimit: true), Assert.Single(memory.Load()).Value);
    }
}
