using System.Collections.Concurrent;
using Build.Tests.LocalAws.CloudFormation;
using Deployment;
using Deployment.Assemblies;
using Deployment.Diffing;
using LocalAws.Faults;

namespace Build.Tests.Deployment;

/// <summary>Stacks whose template has no resources: the CDK CLI skips them, and deletes those that exist.</summary>
public sealed class EmptyStackTests
{
    const string Empty = """{"Outputs": {"Nothing": {"Value": "1"}}}""";

    readonly ConcurrentQueue<WireCall> calls = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Empty)]
    [InlineData("""{"Resources": {}}""")]
    [InlineData("{}")]
    public async Task DeployAsync_NewStackWithoutResources_IsSkippedAndItsDependentsGoOn(string template)
    {
        await using var world = await StartAsync();
        var (empty, other) = (Stack(world, template), Other(world, "Empty"));

        var difference = await DiffAsync(world, empty, other);
        var report = await world.DeployAsync(empty, other);

        Assert.False(difference.Stacks[0].HasChanges);
        Assert.NotEmpty(difference.Stacks[0].Notes);
        Assert.NotEmpty(Assert.IsType<StackResult.Unchanged>(report.Stacks[0]).Notes);
        Assert.IsType<StackResult.Deployed>(report.Stacks[1]);
        Assert.True(report.Succeeded);
    }

    [Fact]
    public async Task DeployAsync_EmptiedStack_IsDeletedAfterThoseThatNeededIt()
    {
        const string Exporting = """
            {"Resources": {"Value": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/empty", "Type": "String", "Value": "1"}}},
             "Outputs": {"Name": {"Value": {"Ref": "Value"}, "Export": {"Name": "name"}}}}
            """;
        var importing = Templates
            .Parameter("/other", "x")
            .Replace("\"x\"", "{\"Fn::ImportValue\": \"name\"}", StringComparison.Ordinal);
        await using var world = await StartAsync();
        await world.DeployAsync(
            Stack(world, Exporting),
            world.Stack("Other", DeploymentWorld.First, importing, "Empty")
        );
        var (empty, other) = (Stack(world, Empty), Other(world, "Empty"));

        var difference = await DiffAsync(world, empty, other);
        var report = await world.DeployAsync(empty, other);
        var again = await world.DeployAsync(empty, other);

        Assert.True(difference.Stacks[0].IsRemoved && difference.Stacks[0].HasChanges);
        Assert.Equal(ResourceChangeKind.Removed, Assert.Single(difference.Stacks[0].Resources).Kind);
        Assert.Contains(DifferenceText.Lines(difference), line => line.Contains("deleted", StringComparison.Ordinal));
        Assert.IsType<StackResult.Destroyed>(report.Stacks[0]);
        Assert.IsType<StackResult.Deployed>(report.Stacks[1]);
        Assert.True(report.Succeeded && again.Succeeded);
        Assert.All(again.Stacks, stack => Assert.IsType<StackResult.Unchanged>(stack));
    }

    [Fact]
    public async Task DeployAsync_EmptiedStackAndNobodyToAsk_IsKept()
    {
        await using var world = await StartAsync();
        await world.DeployAsync(Stack(world, Templates.Parameter("/empty")));

        var refused = await Assert.ThrowsAsync<BuildException>(() =>
            world
                .Deployer(new DeployerOptions { RequireApproval = ApprovalRule.AnyChange })
                .DeployAsync(DeploymentWorld.Plan(Stack(world, Empty)), Cancellation)
        );

        Assert.Equal("ApprovalRequired", Assert.Single(refused.Findings).Code);
        Assert.DoesNotContain(calls, call => call.Action == "DeleteStack");
    }

    [Fact]
    public async Task DeployAsync_EmptiedAndProtected_IsKeptUntilTheProtectionIsTakenAway()
    {
        await using var world = await StartAsync();
        await world.DeployAsync(Stack(world, Templates.Parameter("/empty")) with { TerminationProtection = true });

        var kept = await world.DeployAsync(Stack(world, Empty), Other(world));
        var finding = Assert.Single(Assert.IsType<StackResult.Failed>(kept.Stacks[0]).Findings);
        using var client = new QueryClient(world.Local, DeploymentWorld.First.Account);
        await client.CallAsync(
            "UpdateTerminationProtection",
            ("StackName", "Empty"),
            ("EnableTerminationProtection", "false")
        );
        var deleted = await world.DeployAsync(Stack(world, Empty), Other(world));

        Assert.StartsWith(
            "aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name Empty",
            finding.Next,
            StringComparison.Ordinal
        );
        Assert.Equal(DeploymentWorld.First.Account, finding.Account);
        Assert.IsType<StackResult.Deployed>(kept.Stacks[1]);
        Assert.IsType<StackResult.Destroyed>(deleted.Stacks[0]);
    }

    /// <summary>The app itself says that it is not to be protected.</summary>
    [Fact]
    public async Task DeployAsync_EmptiedAndNoLongerProtectedByTheApp_IsDeleted()
    {
        await using var world = await StartAsync();
        await world.DeployAsync(Stack(world, Templates.Parameter("/empty")) with { TerminationProtection = true });

        var report = await world.DeployAsync(Stack(world, Empty) with { TerminationProtection = false });

        Assert.IsType<StackResult.Destroyed>(Assert.Single(report.Stacks));
    }

    static StackArtifact Stack(DeploymentWorld world, string template) =>
        world.Stack("Empty", DeploymentWorld.First, template);

    static StackArtifact Other(DeploymentWorld world, params string[] dependencies) =>
        world.Stack("Other", DeploymentWorld.First, Templates.Parameter("/other"), dependencies);

    static Task<PlanDifference> DiffAsync(DeploymentWorld world, params StackArtifact[] stacks) =>
        world.Deployer().DiffAsync(DeploymentWorld.Plan(stacks), DiffMethod.Auto, Cancellation);

    Task<DeploymentWorld> StartAsync() =>
        DeploymentWorld.StartAsync(options => options with { Faults = new FaultOptions { Arrived = calls.Enqueue } });
}
