using Cake.AWS.CloudFormation.Client;
using Deployment;
using Deployment.Bootstrapping;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Build.Tests.Deployment.Bootstrapping;

public class BootstrapperTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BootstrapAsync_Missing_PassesWhatCdkPasses()
    {
        await using var world = await DeploymentWorld.StartAsync();

        var outcome = await BootstrapAsync(world, 33);
        var parameters = await ParametersAsync(world);

        Assert.Equal(new BootstrapOutcome.Created(33), outcome);
        Assert.Equal("123456789012", parameters["TrustedAccounts"]);
        Assert.Equal("arn:aws:iam::aws:policy/AdministratorAccess", parameters["CloudFormationExecutionPolicies"]);
        Assert.Equal("AWS_MANAGED_KEY", parameters["FileAssetsBucketKmsKeyId"]);
        Assert.Equal("hnb659fds", parameters["Qualifier"]);
    }

    [Fact]
    public async Task BootstrapAsync_Again_ChangesNothing()
    {
        await using var world = await DeploymentWorld.StartAsync();
        await BootstrapAsync(world, 33);

        Assert.Equal(new BootstrapOutcome.Unchanged(33), await BootstrapAsync(world, 33));
    }

    [Fact]
    public async Task BootstrapAsync_Older_IsUpdatedAndKeepsItsTrust()
    {
        await using var world = await DeploymentWorld.StartAsync();
        await BootstrapAsync(world, 21);

        var outcome = await BootstrapAsync(world, 33, Options with { TrustedAccounts = null });
        var parameters = await ParametersAsync(world);

        Assert.Equal(new BootstrapOutcome.Updated(21, 33), outcome);
        Assert.Equal("123456789012", parameters["TrustedAccounts"]);
    }

    [Fact]
    public async Task BootstrapAsync_Newer_IsLeftAlone()
    {
        await using var world = await DeploymentWorld.StartAsync();
        await BootstrapAsync(world, 40);

        var outcome = await BootstrapAsync(world, 33);

        Assert.Equal(40, Assert.IsType<BootstrapOutcome.LeftAlone>(outcome).Version);
    }

    [Fact]
    public async Task BootstrapAsync_TrustWithoutExecutionPolicies_IsRefusedAsTheCdkCliRefusesIt()
    {
        await using var world = await DeploymentWorld.StartAsync();

        var error = await Assert.ThrowsAsync<BuildException>(() =>
            BootstrapAsync(world, 33, Options with { ExecutionPolicies = [] })
        );

        var finding = Assert.Single(error.Findings);
        Assert.Equal("MissingExecutionPoliciesForTrust", finding.Code);
        Assert.Contains("bootstrap.executionPolicies", finding.Next, StringComparison.Ordinal);
        // What the settings have there.
        Assert.IsType<BootstrapOutcome.Created>(
            await BootstrapAsync(
                world,
                33,
                Options with
                {
                    ExecutionPolicies = ["arn:aws:iam::aws:policy/PowerUserAccess"],
                }
            )
        );
    }

    static async Task<BootstrapOutcome> BootstrapAsync(
        DeploymentWorld world,
        int version,
        BootstrapOptions? options = null
    )
    {
        var stack = world.Stack($"bootstrap-{version}", DeploymentWorld.First, Templates.Bootstrap(version));
        var template = await BootstrapTemplate.LoadAsync(stack.TemplateFile, Cancellation);
        using var session = await world.InAsync(DeploymentWorld.First);
        return await new Bootstrapper(
            session,
            world.Endpoint,
            world,
            TimeProvider.System,
            options ?? Options
        ).BootstrapAsync(template, DeploymentWorld.First, Cancellation);
    }

    static BootstrapOptions Options =>
        new()
        {
            TrustedAccounts = ["123456789012"],
            ExecutionPolicies = ["arn:aws:iam::aws:policy/AdministratorAccess"],
        };

    static async Task<Dictionary<string, string?>> ParametersAsync(DeploymentWorld world)
    {
        using var session = await world.InAsync(DeploymentWorld.First);
        await using var environment = new StackEnvironment(
            session,
            world.Endpoint,
            new RateBudgets(TimeProvider.System),
            TimeProvider.System
        );
        var stack = await environment.Lookup.FindAsync("CDKToolkit", Cancellation);
        return stack!.Parameters.ToDictionary(p => p.Key, p => p.Value);
    }
}
