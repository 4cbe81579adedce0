using Build.Tests.LocalAws;
using Deployment;
using Deployment.Diffing;
using LocalAws.CloudFormation;

namespace Build.Tests.Deployment;

public class DeployerTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeployAsync_TwoStacksInTwoAccounts_DeploysBothAndThenNothing()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var one = world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one"));
        var two = world.Stack("Two", DeploymentWorld.Second, Templates.Parameter("/two"), "One");

        var first = await world.DeployAsync(one, two);
        var second = await world.DeployAsync(one, two);

        Assert.All(first.Stacks, stack => Assert.IsType<StackResult.Deployed>(stack));
        Assert.Equal("/one", first.Stacks[0].Outputs["Name"]);
        Assert.All(second.Stacks, stack => Assert.IsType<StackResult.Unchanged>(stack));
        Assert.Equal("/two", second.Stacks[1].Outputs["Name"]);
        Assert.True(first.Succeeded && second.Succeeded);
    }

    [Fact]
    public async Task DeployAsync_OneTemplateEdited_DeploysThatStackAlone()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var one = world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one"));
        await world.DeployAsync(one, world.Stack("Two", DeploymentWorld.Second, Templates.Parameter("/two"), "One"));

        var edited = world.Stack("Two", DeploymentWorld.Second, Templates.Parameter("/two", "2"), "One");
        var report = await world.DeployAsync(one, edited);

        Assert.IsType<StackResult.Unchanged>(report.Stacks[0]);
        Assert.Equal(1, Assert.IsType<StackResult.Deployed>(report.Stacks[1]).Changes);
    }

    [Fact]
    public async Task DeployAsync_StackFails_NamesTheRootCauseAndSkipsOnlyItsDependents()
    {
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                CloudFormation = new CloudFormationOptions { FailingResourceTypes = ["Test::Broken::Thing"] },
            }
        );

        var report = await world.DeployAsync(
            world.Stack("Broken", DeploymentWorld.First, Templates.Failing("/broken")),
            world.Stack("Dependent", DeploymentWorld.First, Templates.Parameter("/dependent"), "Broken"),
            world.Stack("Other", DeploymentWorld.Second, Templates.Parameter("/other"))
        );

        var failed = Assert.IsType<StackResult.Failed>(report.Stacks[0]);
        var finding = Assert.Single(failed.Findings);
        Assert.Equal("StackDeploymentFailed", finding.Code);
        Assert.Equal("Stack Broken in 111111111111/eu-west-1 ended in ROLLBACK_COMPLETE", finding.What);
        Assert.Equal("Broken (Test::Broken::Thing): CREATE_FAILED", finding.Why[0]);
        Assert.Equal(["Broken"], Assert.IsType<StackResult.Skipped>(report.Stacks[1]).BecauseOf);
        Assert.IsType<StackResult.Deployed>(report.Stacks[2]);
        Assert.False(report.Succeeded);
        Assert.Equal(finding.Code, Assert.Single(Assert.Throws<BuildException>(report.ThrowIfFailed).Findings).Code);
    }

    [Fact]
    public async Task DeployAsync_AfterAFailedCreation_DeletesWhatIsLeftAndCreatesAgain()
    {
        await using var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                CloudFormation = new CloudFormationOptions { FailingResourceTypes = ["Test::Broken::Thing"] },
            }
        );
        await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Templates.Failing("/one")));

        var report = await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one")));

        Assert.True(Assert.IsType<StackResult.Deployed>(report.Stacks[0]).Created);
    }

    [Fact]
    public async Task DestroyAsync_DependentStacks_GoFirstAndAllAreGone()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var one = world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one"));
        var two = world.Stack("Two", DeploymentWorld.Second, Templates.Parameter("/two"), "One");
        await world.DeployAsync(one, two);

        var report = await world.Deployer().DestroyAsync(DeploymentWorld.Plan(one, two), Cancellation);
        var again = await world.Deployer().DestroyAsync(DeploymentWorld.Plan(one, two), Cancellation);

        Assert.All(report.Stacks, stack => Assert.IsType<StackResult.Destroyed>(stack));
        Assert.All(again.Stacks, stack => Assert.IsType<StackResult.Unchanged>(stack));
        var finished = world.Events.OfType<DeploymentEvent.StackFinished>().Select(e => e.Result);
        Assert.Equal(["Two", "One"], finished.OfType<StackResult.Destroyed>().Select(r => r.Stack.Id));
    }

    [Fact]
    public async Task DeployAsync_RoleRefused_FailsThatStackAlone()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var refused = world.Stack("Refused", DeploymentWorld.Second, Templates.Parameter("/refused")) with
        {
            DeployRole = new("arn:aws:iam::222222222222:role/cdk-hnb659fds-deploy-role-222222222222-us-east-1"),
        };

        var report = await world.DeployAsync(
            world.Stack("Fine", DeploymentWorld.First, Templates.Parameter("/fine")),
            refused
        );

        Assert.IsType<StackResult.Deployed>(report.Stacks[0]);
        var finding = Assert.Single(Assert.IsType<StackResult.Failed>(report.Stacks[1]).Findings);
        Assert.Equal("AssumeRoleFailed", finding.Code);
        Assert.Contains(
            "Caller arn:aws:iam::123456789012:user/administrator",
            finding.Why[0],
            StringComparison.Ordinal
        );
        Assert.Contains("--target=Bootstrap", finding.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeployAsync_BootstrapStackMissing_SaysSo()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var stack = world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one")) with
        {
            Bootstrap = new(6, "/cdk-bootstrap/hnb659fds/version"),
        };

        var report = await world.DeployAsync(stack);

        var finding = Assert.Single(Assert.IsType<StackResult.Failed>(report.Stacks[0]).Findings);
        Assert.Equal("BootstrapStackNotFound", finding.Code);
    }

    [Fact]
    public async Task DeployAsync_TerminationProtectionSwitchedOn_IsSetWithoutAChangeSetAndKeepsTheStackFromDestruction()
    {
        await using var world = await DeploymentWorld.StartAsync();
        var stack = world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one"));
        await world.DeployAsync(stack);

        var guarded = await world.DeployAsync(stack with { TerminationProtection = true });
        var destroyed = await world.Deployer().DestroyAsync(DeploymentWorld.Plan(stack), Cancellation);

        Assert.Equal(0, Assert.IsType<StackResult.Deployed>(guarded.Stacks[0]).Changes);
        var finding = Assert.Single(Assert.IsType<StackResult.Failed>(destroyed.Stacks[0]).Findings);
        Assert.Equal("Stack One in 111111111111/eu-west-1 has termination protection", finding.What);
    }

    [Fact]
    public async Task DiffAsync_EditedAndNew_ShowsBothAndWritesNothing()
    {
        await using var world = await DeploymentWorld.StartAsync();
        await world.DeployAsync(world.Stack("One", DeploymentWorld.First, Templates.Parameter("/one")));
        var plan = DeploymentWorld.Plan(
            world.Stack("One", DeploymentWorld.First, Templates.Parameter("/other")),
            world.Stack("Two", DeploymentWorld.Second, Templates.Parameter("/two"))
        );

        var difference = await world.Deployer().DiffAsync(plan, DiffMethod.ChangeSet, Cancellation);
        var again = await world.Deployer().DiffAsync(plan, DiffMethod.Template, Cancellation);

        Assert.Empty(difference.Findings);
        var resource = Assert.Single(difference.Stacks[0].Resources);
        Assert.Equal("Properties.Name", Assert.Single(resource.Properties).Path);
        Assert.Equal(ResourceChangeKind.Replaced, resource.Kind);
        Assert.True(difference.Stacks[1].IsNew);
        Assert.True(again.HasChanges);
    }
}
