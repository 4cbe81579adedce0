using Amazon.SimpleSystemsManagement;
using Build.Tests.LocalAws;
using Deployment;
using Deployment.Assemblies;
using Deployment.Diffing;
using Deployment.Stacks;
using LocalAws.CloudFormation;

namespace Build.Tests.Deployment.Stacks;

/// <summary>Stacks that are stuck, and resources that are there before their stack, as the local CloudFormation leaves them.</summary>
public sealed class StackStatesTests
{
    const string Role = "arn:aws:iam::111111111111:role/execution";

    /// <summary>A parameter that the stack's deletion leaves.</summary>
    const string Kept = """
        {
          "Resources": {
            "Value": {
              "Type": "AWS::SSM::Parameter",
              "DeletionPolicy": "Retain",
              "Properties": {"Name": "/kept", "Type": "String", "Value": "1"}
            }
          }
        }
        """;

    /// <summary>What succeeds has done so before the rest fails.</summary>
    static readonly string failing = Templates
        .Failing("/one")
        .Replace(
            "\"Test::Broken::Thing\"",
            "\"Test::Broken::Thing\", \"DependsOn\": \"Fine\"",
            StringComparison.Ordinal
        );

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeployAsync_RollbackFailed_IsDeletedAndCreatedOnceTheRoleMay()
    {
        await using var world = await StartAsync();
        await AllowAsync(world, "ssm:PutParameter");
        await world.DeployAsync(Stack(world, failing));
        var stuck = await StatusAsync(world);
        await AllowAsync(world, "ssm:*");

        var difference = await world
            .Deployer()
            .DiffAsync(DeploymentWorld.Plan(Stack(world, Templates.Parameter("/one"))), DiffMethod.Auto, Cancellation);
        var report = await world.DeployAsync(Stack(world, Templates.Parameter("/one")));

        Assert.Equal("ROLLBACK_FAILED", stuck);
        Assert.True(Assert.Single(difference.Stacks).IsNew);
        Assert.True(Assert.IsType<StackResult.Deployed>(Assert.Single(report.Stacks)).Created);
    }

    [Fact]
    public async Task DeployAsync_RollbackFailedOfARoleThatMayNotDelete_SaysWhatIsToBeDoneUntilItMay()
    {
        await using var world = await StartAsync();
        await AllowAsync(world, "ssm:PutParameter");
        await world.DeployAsync(Stack(world, failing));
        var wanted = Stack(world, Templates.Parameter("/one"));

        var undeletable = Assert.Single((await world.DeployAsync(wanted)).Findings);
        var refused = Assert.Single((await world.DeployAsync(wanted)).Findings);
        await AllowAsync(world, "ssm:*");
        var destroyed = await world.Deployer().DestroyAsync(DeploymentWorld.Plan(wanted), Cancellation);
        var report = await world.DeployAsync(wanted);

        Assert.Equal(
            ("StackNotDeployable", "remove what holds its resources, then deploy again"),
            (undeletable.Code, undeletable.Next)
        );
        Assert.Contains(undeletable.Why, line => line.Contains("Fine", StringComparison.Ordinal));
        Assert.Equal("./build.sh --target=Destroy --stacks=One --local", refused.Next);
        Assert.IsType<StackResult.Destroyed>(Assert.Single(destroyed.Stacks));
        Assert.IsType<StackResult.Deployed>(Assert.Single(report.Stacks));
    }

    [Fact]
    public async Task DeployAsync_WithoutRollback_LeavesTheParameterThatWasMadeAndTheNextRunUpdatesTheStack()
    {
        await using var world = await StartAsync();
        await AllowAsync(world, "ssm:*");
        var deployer = world.Deployer(new() { Stacks = new StackOptions { DisableRollback = true } });
        var mended = failing.Replace(
            "Test::Broken::Thing",
            "AWS::CloudFormation::WaitConditionHandle",
            StringComparison.Ordinal
        );

        await deployer.DeployAsync(Plan(world, failing), Cancellation);
        var stuck = await StatusAsync(world);
        using var ssm = Parameters(world);
        var kept = await ssm.GetParameterAsync(new() { Name = "/one" }, Cancellation);
        var refused = await world.DeployAsync(Stack(world, mended));
        var report = await deployer.DeployAsync(Plan(world, mended), Cancellation);

        Assert.Equal(("CREATE_FAILED", "1"), (stuck, kept.Parameter.Value));
        Assert.Contains("--rollback", Assert.Single(refused.Findings).Next, StringComparison.Ordinal);
        Assert.False(Assert.IsType<StackResult.Deployed>(Assert.Single(report.Stacks)).Created);
    }

    [Fact]
    public async Task DeployAsync_ResourcesThatAreThereAlready_AreTakenOverWhereThatIsAskedFor()
    {
        await using var world = await StartAsync();
        await AllowAsync(world, "ssm:*");
        await MakeParameterAsync(world);
        var deployer = world.Deployer(new() { Stacks = new StackOptions { ImportExistingResources = true } });

        var refused = await world.DeployAsync(Stack(world, Kept));
        var imported = await deployer.DeployAsync(Plan(world, Kept), Cancellation);
        var again = await deployer.DeployAsync(Plan(world, Kept), Cancellation);

        Assert.Contains(
            "already exists",
            string.Join('\n', Assert.Single(refused.Findings).Why),
            StringComparison.Ordinal
        );
        Assert.Equal(1, Assert.IsType<StackResult.Deployed>(Assert.Single(imported.Stacks)).Changes);
        Assert.IsType<StackResult.Unchanged>(Assert.Single(again.Stacks));
    }

    [Fact]
    public async Task DeployAsync_ResourcesThatWouldBeDeletedWithTheStack_AreNotTakenOver()
    {
        await using var world = await StartAsync();
        await AllowAsync(world, "ssm:*");
        await MakeParameterAsync(world);
        var deployer = world.Deployer(new() { Stacks = new StackOptions { ImportExistingResources = true } });

        var report = await deployer.DeployAsync(Plan(world, Templates.Parameter("/kept")), Cancellation);

        var finding = Assert.Single(report.Findings);
        Assert.Equal("ChangeSetCreationFailed", finding.Code);
        Assert.Contains("DeletionPolicy", finding.Why[0], StringComparison.Ordinal);
    }

    static Task<DeploymentWorld> StartAsync() =>
        DeploymentWorld.StartAsync(options =>
            options with
            {
                CloudFormation = new CloudFormationOptions { FailingResourceTypes = ["Test::Broken::Thing"] },
            }
        );

    static DeploymentPlan Plan(DeploymentWorld world, string template) => DeploymentWorld.Plan(Stack(world, template));

    static StackArtifact Stack(DeploymentWorld world, string template) =>
        world.Stack("One", DeploymentWorld.First, template) with
        {
            CloudFormationExecutionRoleArn = Role,
        };

    /// <summary>Says what the execution role may do, and makes it at first.</summary>
    static async Task AllowAsync(DeploymentWorld world, string action)
    {
        using var iam = new QueryClient(world.Local, "iam", "2010-05-08");
        await iam.SendAsync(
            SignedRequest.Key.Of(world.Server.AdministratorOf(LocalWorld.First)),
            "CreateRole",
            [
                ("RoleName", "execution"),
                (
                    "AssumeRolePolicyDocument",
                    """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"cloudformation.amazonaws.com"},"Action":"sts:AssumeRole"}}"""
                ),
            ]
        );
        await iam.CallAsync(
            LocalWorld.First,
            "PutRolePolicy",
            ("RoleName", "execution"),
            ("PolicyName", "execution"),
            (
                "PolicyDocument",
                $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"{{{action}}}","Resource":"*"} }"""
            )
        );
    }

    static AmazonSimpleSystemsManagementClient Parameters(DeploymentWorld world) =>
        new(
            world.Local.Administrator(LocalWorld.First),
            world.Local.Configure(new AmazonSimpleSystemsManagementConfig())
        );

    static async Task MakeParameterAsync(DeploymentWorld world)
    {
        using var ssm = Parameters(world);
        await ssm.PutParameterAsync(
            new()
            {
                Name = "/kept",
                Type = ParameterType.String,
                Value = "1",
            },
            Cancellation
        );
    }

    static async Task<string> StatusAsync(DeploymentWorld world)
    {
        using var client = new LocalAws.CloudFormation.QueryClient(world.Local, LocalWorld.First);
        var described = await client.CallAsync("DescribeStacks", ("StackName", "One"));
        return described.Descendants("StackStatus").Single().Value;
    }
}
