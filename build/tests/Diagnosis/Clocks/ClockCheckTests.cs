using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Build.Tests.Rehearsals;
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
    [InlineData(10, CheckStatus.Warning)]
    [InlineData(-10, CheckStatus.Warning)]
    public async Task RunAsync_AClockThatIsOff_IsAWarning(int minutesAhead, CheckStatus expected)
    {
        await using var world = await LocalWorld.StartAsync();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(minutesAhead));

        var check = await new ClockCheck(new AwsEndpoint(world.Server.Endpoint), "eu-west-1", time).RunAsync(
            TestContext.Current.CancellationToken
        );

        Assert.Equal(expected, check.Status);
        Assert.Equal(expected != CheckStatus.Ok, check.Findings is [{ Code.Name: "ClockSkewed", Next: not null }]);
    }

    [Fact]
    public async Task RunAsync_AnAddressWhereNobodyListens_IsUnknown()
    {
        var check = await new ClockCheck(
            new AwsEndpoint(new Uri("http://127.0.0.1:1/")),
            "eu-west-1",
            TimeProvider.System
        ).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(CheckStatus.Unknown, check.Status);
    }

    /// <summary>More than any service tolerates: deployments sign by AWS's time, and the check says no more than that it is another.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    public async Task RunAsync_AClockThatIsFarOff_FailsNoMoreThanADeployment(int minutesAhead)
    {
        var clock = new ShiftedClock { Ahead = TimeSpan.FromMinutes(-minutesAhead) };
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Address = clock.Address,
                Clock = clock,
            }
        );
        await FiveStacks.MakeBucketAsync(world);
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        var deployed = program.Run("--stacks=One");
        var check = await new ClockCheck(world.Endpoint, "eu-west-1", TimeProvider.System).RunAsync(
            TestContext.Current.CancellationToken
        );

        Assert.True(deployed.ExitCode == 0, deployed.Output + deployed.Errors);
        Assert.Equal(CheckStatus.Warning, check.Status);
    }
}
