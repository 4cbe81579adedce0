using System.Collections.Concurrent;
using Build.Tests.LocalAws.CloudFormation;
using Deployment;
using Deployment.Diffing;
using LocalAws.Faults;

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
        var difference = await world.Deployer().DiffAsync(DeploymentWorld.Plan(stack), DiffMethod.Auto, Cancellation);

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

    [Fact]
    public async Task DeployAsync_Approved_ExecutesTheChangeSetThatWasShown()
    {
        await using var world = await StartAsync();
        await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one")));
        calls.Clear();

        var report = await world
            .Deployer(Asking(_ => true))
            .DeployAsync(
                DeploymentWorld.Plan(world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one", "2"))),
                Cancellation
            );

        Assert.IsType<StackResult.Deployed>(Assert.Single(report.Stacks));
        var shown = Assert.Single(Assert.Single(asked).Stacks);
        Assert.True(shown.ChangeSetHasChanges);
        Assert.Equal("Properties.Value", Assert.Single(Assert.Single(shown.Resources).Properties).Path);
        Assert.Equal((1, 1), (Count("CreateChangeSet"), Count("ExecuteChangeSet")));
    }

    [Fact]
    public async Task DeployAsync_Refused_LeavesNoChangeSetAndNoEmptyStack()
    {
        await using var world = await StartAsync();
        await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one")));

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            world
                .Deployer(Asking(_ => false))
                .DeployAsync(
                    DeploymentWorld.Plan(
                        world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one", "2")),
                        world.Stack("Two", DeploymentWorld.First, Templates.Parameter("/two"))
                    ),
                    Cancellation
                )
        );

        Assert.Equal("ApprovalRefused", Assert.Single(error.Findings).Code);
        Assert.Equal(2, Assert.Single(asked).Stacks.Count);
        using var client = new QueryClient(world.Local, DeploymentWorld.First.Account);
        Assert.Empty((await client.CallAsync("ListChangeSets", ("StackName", "One"))).Descendants("ChangeSetName"));
        var two = await client.CallAsync("DescribeStacks", ("StackName", "Two"));
        Assert.Equal("Stack with id Two does not exist", QueryClient.Value(two, "Message"));
        Assert.Equal(0, Count("ExecuteChangeSet") - 1);
    }

    [Fact]
    public async Task DeployAsync_CancelledWhileAsking_LeavesNoChangeSet()
    {
        await using var world = await StartAsync();
        var one = world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one"));
        using var cancelled = new CancellationTokenSource();
        var options = Asking(_ => true) with
        {
            Approve = async (_, cancellation) =>
            {
                await cancelled.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
                return true;
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            world.Deployer(options).DeployAsync(DeploymentWorld.Plan(one), cancelled.Token)
        );

        using var client = new QueryClient(world.Local, DeploymentWorld.First.Account);
        var left = await client.CallAsync("DescribeStacks", ("StackName", "One"));
        Assert.Equal("Stack with id One does not exist", QueryClient.Value(left, "Message"));
        Assert.Equal((1, 0), (Count("CreateChangeSet"), Count("ExecuteChangeSet")));
    }

    /// <summary>What the second becomes is known only when the first is deployed: it is asked about when that is so.</summary>
    [Fact]
    public async Task DeployAsync_StackThatReadsWhatAnotherChanges_IsAskedAboutOnceThatIsKnown()
    {
        const string Reading = """
            {"Parameters": {"Size": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/size"}},
             "Resources": {"Copy": {"Type": "AWS::SSM::Parameter", "Properties": {"Name": "/copy", "Type": "String", "Value": {"Ref": "Size"}}}}}
            """;
        await using var world = await StartAsync();
        await world.DeployAsync(
            world.Stack("One", DeploymentWorld.First, Templates.Parameter("/size", "small")),
            world.Stack("Two", DeploymentWorld.First, Reading, "One")
        );

        var report = await world
            .Deployer(Asking(_ => true))
            .DeployAsync(
                DeploymentWorld.Plan(
                    world.Stack("One", DeploymentWorld.First, Templates.Parameter("/size", "large")),
                    world.Stack("Two", DeploymentWorld.First, Reading, "One")
                ),
                Cancellation
            );

        Assert.All(report.Stacks, stack => Assert.IsType<StackResult.Deployed>(stack));
        Assert.Equal(2, asked.Count);
        Assert.Contains(asked[0].Stacks[1].Unsure, reason => reason.Contains("One", StringComparison.Ordinal));
        Assert.Equal("Copy", Assert.Single(Assert.Single(asked[1].Stacks).Resources).LogicalId);
    }

    /// <summary>The template is the same; who is trusted comes from the parameter store.</summary>
    [Fact]
    public async Task DeployAsync_PermissionThatBroadensByAStoredValue_IsAskedAbout()
    {
        const string Trusting = """
            {"Parameters": {"Trusted": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/trusted"}},
             "Resources": {"Reader": {"Type": "AWS::IAM::Role", "Properties": {
               "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": {"Ref": "Trusted"}}}]}}}}}
            """;
        await using var world = await StartAsync();
        await world.DeployAsync(
            world.Stack("Store", DeploymentWorld.First, Templates.Parameter("/trusted", "lambda.amazonaws.com"))
        );
        await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Trusting));
        await world.DeployAsync(
            world.Stack("Store", DeploymentWorld.First, Templates.Parameter("/trusted", "ec2.amazonaws.com"))
        );
        var options = Asking(_ => true) with { RequireApproval = ApprovalRule.Broadening };

        await world
            .Deployer(options)
            .DeployAsync(DeploymentWorld.Plan(world.Stack("One", DeploymentWorld.First, Trusting)), Cancellation);

        var item = Assert.Single(Assert.Single(Assert.Single(asked).Stacks).Iam, item => item.IsBroadening);
        Assert.Contains("ec2.amazonaws.com", item.Text, StringComparison.Ordinal);
    }

    readonly ConcurrentQueue<WireCall> calls = new();
    readonly List<PlanDifference> asked = [];

    DeployerOptions Asking(Func<PlanDifference, bool> answer) =>
        new()
        {
            RequireApproval = ApprovalRule.AnyChange,
            Approve = (difference, _) =>
            {
                asked.Add(difference);
                return Task.FromResult(answer(difference));
            },
        };

    int Count(string action) => calls.Count(call => call.Action == action);

    Task<DeploymentWorld> StartAsync() =>
        DeploymentWorld.StartAsync(options => options with { Faults = new FaultOptions { Arrived = calls.Enqueue } });
}
