using System.Collections.Concurrent;
using System.Net;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using LocalAws;
using LocalAws.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.LocalAws.Faults;

public sealed class FaultyCallTests
{
    readonly ConcurrentQueue<WireCall> calls = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_OverTheRate_IsThrottledForItsAccountUntilTimePasses()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var world = await StartAsync(new() { RateLimits = [new(ApiPattern.All, 2)] }, clock);
        using var sts = world.Sts(world.Administrator(LocalWorld.First));
        using var other = world.Sts(world.Administrator(LocalWorld.Second));

        await AskAsync(sts);
        await AskAsync(sts);
        var refused = await Assert.ThrowsAsync<AmazonSecurityTokenServiceException>(() => AskAsync(sts));
        await AskAsync(other);
        clock.Advance(TimeSpan.FromSeconds(0.5));
        await AskAsync(sts);

        Assert.Equal(("Throttling", "Rate exceeded"), (refused.ErrorCode, refused.Message));
        Assert.Equal([200, 200, 400, 200, 200], calls.Select(call => call.Status));
        Assert.Equal([3], calls.Where(call => call.IsThrottled).Select(call => call.Number));
    }

    [Fact]
    public async Task Call_ThrottledInEachProtocol_IsAnsweredAsItsServiceDoes()
    {
        await using var world = await StartAsync(Always(FaultKind.Throttled));
        using var ssm = Ssm(world);
        using var s3 = new AmazonS3Client(
            world.Administrator(LocalWorld.First),
            world.Configure(new AmazonS3Config { ForcePathStyle = true })
        );

        var json = await Assert.ThrowsAsync<AmazonSimpleSystemsManagementException>(() => PutAsync(ssm));
        var rest = await Assert.ThrowsAsync<AmazonS3Exception>(() => s3.ListBucketsAsync(Cancellation));

        Assert.Equal(("ThrottlingException", HttpStatusCode.BadRequest), (json.ErrorCode, json.StatusCode));
        Assert.Equal(("SlowDown", HttpStatusCode.ServiceUnavailable), (rest.ErrorCode, rest.StatusCode));
        Assert.Equal(["ssm:PutParameter", "s3:ListBuckets"], calls.Select(call => call.Api));
    }

    [Theory]
    [InlineData(FaultKind.InternalFailure, false, 500)]
    [InlineData(FaultKind.Reset, false, 0)]
    [InlineData(FaultKind.ExpiredToken, false, 400)]
    [InlineData(FaultKind.AnswerLost, true, 0)]
    [InlineData(FaultKind.AnswerSpoilt, true, 500)]
    public async Task Call_StruckByAFault_FailsAndIsDoneOrNot(FaultKind kind, bool isDone, int status)
    {
        await using var world = await StartAsync(
            new() { Faults = [new(kind) { Apis = new("ssm:Put*"), Probability = 1 }] }
        );
        using var ssm = Ssm(world);

        await Assert.ThrowsAnyAsync<Exception>(() => PutAsync(ssm));
        var left = await ssm.DescribeParametersAsync(new(), Cancellation);

        Assert.Equal(isDone, left.Parameters is [{ Name: "/one" }]);
        Assert.Equal((status, kind, "/one"), (calls.First().Status, calls.First().Fault, calls.First().Resource));
    }

    [Fact]
    public async Task Call_Unanswered_EndsWhenTheClientGivesUpAndDoesNotHoldTheServer()
    {
        await using var world = await StartAsync(Always(FaultKind.Unanswered));
        using var ssm = Ssm(world);
        using var patience = new CancellationTokenSource();

        var put = PutAsync(ssm, patience.Token);
        _ = PutAsync(ssm);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
    }

    [Fact]
    public async Task Call_Slow_IsAnsweredWhenItsTimeHasPassed()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var arrived = new TaskCompletionSource();
        await using var world = await StartAsync(
            new() { Latencies = [new(new("ssm:*"), TimeSpan.FromDays(1))], Arrived = _ => arrived.TrySetResult() },
            clock
        );
        using var ssm = Ssm(world);

        var put = PutAsync(ssm);
        await arrived.Task;
        var early = put.IsCompleted;
        await Waiting.UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromDays(1));
            return put.IsCompleted;
        });

        Assert.False(early);
        Assert.Equal(1, (await put).Version);
    }

    [Fact]
    public void Strike_TheSameSeed_StrikesTheSameCallsInWhateverOrderResourcesAreCalled()
    {
        InjectedFault[] faults = [new(FaultKind.Reset) { Probability = 0.3 }];
        var one = new FaultSchedule(7, faults);
        var other = new FaultSchedule(7, faults);
        var another = new FaultSchedule(8, faults);
        var calls = Enumerable.Range(0, 3000).Select(i => Call(i, $"Stack{i % 10}")).ToList();

        var struck = Struck(one, calls);
        var reordered = Struck(other, [.. calls.OrderBy(call => call.Resource, StringComparer.Ordinal)]);
        var reseeded = Struck(another, calls);

        Assert.Equal(struck, reordered);
        Assert.NotEqual(struck, reseeded);
        Assert.InRange(struck.Count, 800, 1000);
    }

    static SortedSet<string> Struck(FaultSchedule schedule, IReadOnlyList<WireCall> calls)
    {
        var counts = calls.Select(call => call.Resource).Distinct().ToDictionary(name => name, _ => 0);
        var struck = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var call in calls)
        {
            counts[call.Resource]++;
            if (schedule.Strike(call) is not null)
                struck.Add($"{call.Resource} {counts[call.Resource]}");
        }
        return struck;
    }

    static WireCall Call(int number, string resource) =>
        new(number, LocalWorld.First, "eu-west-1", "cloudformation", "DescribeStacks", resource);

    static FaultOptions Always(FaultKind kind) => new() { Faults = [new(kind) { Probability = 1 }] };

    static AmazonSimpleSystemsManagementClient Ssm(LocalWorld world) =>
        new(world.Administrator(LocalWorld.First), world.Configure(new AmazonSimpleSystemsManagementConfig()));

    static Task<PutParameterResponse> PutAsync(
        AmazonSimpleSystemsManagementClient ssm,
        CancellationToken? cancellation = null
    ) =>
        ssm.PutParameterAsync(
            new()
            {
                Name = "/one",
                Value = "1",
                Type = ParameterType.String,
            },
            cancellation ?? Cancellation
        );

    static Task AskAsync(AmazonSecurityTokenServiceClient sts) => sts.GetCallerIdentityAsync(new(), Cancellation);

    Task<LocalWorld> StartAsync(FaultOptions faults, TimeProvider? clock = null) =>
        LocalWorld.StartAsync(options =>
            options with
            {
                Faults = faults with { Ended = calls.Enqueue },
                Clock = clock ?? TimeProvider.System,
            }
        );
}
