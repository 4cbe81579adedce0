using Deployment;
using Deployment.Diffing;

namespace Build.Tests.Deployment;

public class ApprovalTests
{
    const string Role = """
        {"Resources": {"Reader": {"Type": "AWS::IAM::Role", "Properties": {
          "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]}}}}}
        """;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeployAsync_BroadeningAndNobodyToAsk_IsRefusedBeforeAnythingIsWritten()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var stack = world.Stack("One", DeploymentWorld.First, Role);
        var options = new DeployerOptions { RequireApproval = ApprovalRule.Broadening };

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            world.Deployer(options).DeployAsync(DeploymentWorld.Plan(stack), Cancellation)
        );
        var difference = await world.Deployer().DiffAsync(DeploymentWorld.Plan(stack), false, Cancellation);

        Assert.Equal("ApprovalRequired", Assert.Single(error.Findings).Code);
        Assert.True(difference.Stacks[0].IsNew);
    }

    [Fact]
    public async Task DeployAsync_NotBroadening_IsNotAskedAbout()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var stack = world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one"));
        var options = new DeployerOptions { RequireApproval = ApprovalRule.Broadening };

        var report = await world.Deployer(options).DeployAsync(DeploymentWorld.Plan(stack), Cancellation);

        Assert.IsType<StackResult.Deployed>(report.Stacks[0]);
    }

    [Fact]
    public async Task DeployAsync_AnyChange_AsksOnceForTheWholePlan()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var asked = new List<PlanDifference>();
        var options = new DeployerOptions
        {
            RequireApproval = ApprovalRule.AnyChange,
            Approve = (difference, _) =>
            {
                asked.Add(difference);
                return Task.FromResult(true);
            },
        };

        var report = await world
            .Deployer(options)
            .DeployAsync(
                DeploymentWorld.Plan(
                    world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one")),
                    world.Stack("Two", DeploymentWorld.Second, Role, "One")
                ),
                Cancellation
            );

        Assert.True(report.Succeeded);
        var difference = Assert.Single(asked);
        Assert.Equal(["One", "Two"], difference.Stacks.Select(stack => stack.Stack.Id));
        var permission = Assert.Single(difference.Stacks[1].Iam);
        Assert.True(permission is { IsAdded: true, IsBroadening: true, Subject: "Reader" });
    }
}
