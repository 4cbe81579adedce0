using Amazon.SecurityToken;
using Build.Tests.LocalAws;
using Cake.AWS.CloudFormation.Client.Connections;
using Deployment.Assemblies;
using Deployment.Credentials;
using LocalAws.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Build.Tests.Deployment.Credentials;

/// <summary>How long a refusal in a new environment is waited out: as long as AWS may take, or as a local one says it takes.</summary>
public sealed class RecentBootstrapsTests
{
    static readonly TargetEnvironment environment = new(LocalWorld.First, "eu-west-1");

    readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(null, 119)]
    [InlineData(0.0, -1)]
    [InlineData(0.25, 1)]
    [InlineData(30.0, 30)]
    public void Include_BootstrappedJustNow_IsRecentForAsLongAsChangesTake(double? takes, int seconds)
    {
        var recent = new RecentBootstraps(time, known: () => takes is { } known ? TimeSpan.FromSeconds(known) : null);
        recent.Note(environment);
        if (seconds >= 0)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            Assert.True(recent.Include(environment));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(recent.Include(environment));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1500)]
    public async Task LocalPropagation_LocalAws_IsWhatItWasStartedWith(int milliseconds)
    {
        var propagation = TimeSpan.FromMilliseconds(milliseconds);
        await using var world = await LocalWorld.StartAsync(options =>
            options with
            {
                Faults = new() { Propagations = [new("iam", propagation)] },
            }
        );
        using var connections = new AwsConnections(TimeProvider.System);
        var endpoint = new AwsEndpoint(world.Server.Endpoint) { Connections = connections };
        using var sts = new AmazonSecurityTokenServiceClient(
            world.Administrator(LocalWorld.First),
            endpoint.Configure(new AmazonSecurityTokenServiceConfig(), "eu-west-1")
        );

        var before = connections.LocalPropagation;
        await sts.GetCallerIdentityAsync(new(), TestContext.Current.CancellationToken);

        Assert.Null(before);
        Assert.Equal(propagation, connections.LocalPropagation);
    }
}
