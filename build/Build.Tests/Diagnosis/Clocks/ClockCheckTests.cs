using Build.Tests.LocalAws;
using Deployment.Credentials;
using Diagnosis.Checks;
using Diagnosis.Clocks;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.Diagnosis.Clocks;

/// <summary>The machine's clock held against that of an answer over the wire.</summary>
public sealed class ClockCheckTests
{
    [Theory]
    [InlineData(0, CheckStatus.Ok)]
    [InlineData(-2, CheckStatus.Warning)]
    [InlineData(2, CheckStatus.Warning)]
    [InlineData(10, CheckStatus.Failure)]
    [InlineData(-10, CheckStatus.Failure)]
    public async Task RunAsync_AClockThatIsOff_IsJudgedByWhatAwsTolerates(int minutesAhead, CheckStatus expected)
    {
        await using var world = await LocalWorld.StartAsync();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(minutesAhead));

        var check = await new ClockCheck(new AwsEndpoint(world.Server.Endpoint), "eu-west-1", time).RunAsync(
            TestContext.Current.CancellationToken
        );

        Assert.Equal(expected, check.Status);
        Assert.Equal(expected != CheckStatus.Ok, check.Findings is [{ Code.Name: "ClockSkewed", Next: not null }]);
    }
}
