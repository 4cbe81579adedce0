using Deployment;

namespace Build.Tests.Deployment;

/// <summary>A stack as CDK's default synthesizer writes it: roles of the bootstrap stack, the template an asset in its bucket.</summary>
public class BootstrappedDeploymentTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeployAsync_AfterCdksOwnBootstrap_PublishesTheTemplateAndDeploysWithTheBootstrapRoles()
    {
        Assert.SkipWhen(
            BootstrappedStacks.Template is null,
            "the CDK CLI is not installed in infra: ./build.sh --target=Install"
        );
        await using var world = await DeploymentWorld.StartAsync();
        await BootstrappedStacks.BootstrapAsync(world, TimeProvider.System);
        var stack = BootstrappedStacks.Synthesize(world, "One", Templates.Parameter("/one"));

        var first = await world.DeployAsync(stack);
        var second = await world.DeployAsync(stack);

        first.ThrowIfFailed();
        Assert.IsType<StackResult.Deployed>(Assert.Single(first.Stacks));
        Assert.Equal(AssetOutcome.Published, Assert.Single(first.Assets).Outcome);
        Assert.IsType<StackResult.Unchanged>(Assert.Single(second.Stacks));
        Assert.Equal(AssetOutcome.Skipped, Assert.Single(second.Assets).Outcome);
    }

    [Fact]
    public async Task DeployAsync_StackPolicyThatCdksOwnDeployRoleMayNotSet_SaysWhatItLacks()
    {
        Assert.SkipWhen(
            BootstrappedStacks.Template is null,
            "the CDK CLI is not installed in infra: ./build.sh --target=Install"
        );
        await using var world = await DeploymentWorld.StartAsync();
        await BootstrappedStacks.BootstrapAsync(world, TimeProvider.System);
        var stack = BootstrappedStacks.Synthesize(world, "One", Templates.Parameter("/one"));
        const string Policy =
            """{"Statement":[{"Effect":"Allow","Action":"Update:*","Principal":"*","Resource":"*"}]}""";

        var report = await world
            .Deployer(new DeployerOptions { StackPolicy = Policy })
            .DeployAsync(DeploymentWorld.Plan(stack), Cancellation);

        var finding = Assert.Single(report.Findings);
        Assert.Equal("StackPolicyNotSet", finding.Code);
        Assert.Equal(
            "aws iam put-role-policy --role-name cdk-hnb659fds-deploy-role-111111111111-eu-west-1"
                + " --policy-name stack-policy-of-One --policy-document "
                + """'{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["cloudformation:GetStackPolicy","cloudformation:SetStackPolicy"],"Resource":"arn:aws:cloudformation:eu-west-1:111111111111:stack/One/*"}]}'""",
            finding.Next
        );
        Assert.Contains("  Next, in account 111111111111: aws iam ", finding.ToString(), StringComparison.Ordinal);
    }
}
