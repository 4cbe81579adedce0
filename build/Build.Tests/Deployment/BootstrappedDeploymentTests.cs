using System.Security.Cryptography;
using System.Text;
using Deployment;
using Deployment.Assemblies;
using Deployment.Bootstrapping;

namespace Build.Tests.Deployment;

/// <summary>A stack as CDK's default synthesizer writes it: roles of the bootstrap stack, the template an asset in its bucket.</summary>
public class BootstrappedDeploymentTests
{
    static readonly string cdkTemplate = Path.Combine(
        "infra",
        "node_modules",
        "aws-cdk",
        "lib",
        "api",
        "bootstrap",
        "bootstrap-template.yaml"
    );

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeployAsync_AfterCdksOwnBootstrap_PublishesTheTemplateAndDeploysWithTheBootstrapRoles()
    {
        var template = FindUpwards(cdkTemplate);
        Assert.SkipWhen(template is null, "the CDK CLI is not installed in infra: ./build.sh --target=Install");
        await using var world = await DeploymentWorld.StartAsync();
        await BootstrapAsync(world, template!);
        var stack = Synthesized(world, "One", Templates.Parameter("/one"));

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
        var template = FindUpwards(cdkTemplate);
        Assert.SkipWhen(template is null, "the CDK CLI is not installed in infra: ./build.sh --target=Install");
        await using var world = await DeploymentWorld.StartAsync();
        await BootstrapAsync(world, template!);
        var stack = Synthesized(world, "One", Templates.Parameter("/one"));
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

    static async Task BootstrapAsync(DeploymentWorld world, string template)
    {
        using var session = await world.InAsync(DeploymentWorld.First);
        var options = new BootstrapOptions
        {
            TrustedAccounts = [world.Session.Identity.Account],
            ExecutionPolicies = ["arn:aws:iam::aws:policy/AdministratorAccess"],
        };
        var bootstrapper = new Bootstrapper(session, world.Endpoint, world, TimeProvider.System, options);
        var bootstrap = await BootstrapTemplate.LoadAsync(template, Cancellation);
        await bootstrapper.BootstrapAsync(bootstrap, DeploymentWorld.First, Cancellation);
    }

    static StackArtifact Synthesized(DeploymentWorld world, string id, string template)
    {
        var stack = world.Stack(id, DeploymentWorld.First, template);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(template)));
        const string Bucket = "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}";
        var destination = new FileDestination("here", Bucket, $"{hash}.json", null, Role("file-publishing-role"));
        return stack with
        {
            DeployRole = Role("deploy-role"),
            CloudFormationExecutionRoleArn = Role("cfn-exec-role").Arn,
            TemplateAssetUrl = $"s3://{Bucket}/{hash}.json",
            Bootstrap = new BootstrapRequirement(6, "/cdk-bootstrap/hnb659fds/version"),
            AssetManifests =
            [
                new AssetManifest(
                    $"{id}.assets",
                    $"{id}.assets.json",
                    [
                        new FileAsset(
                            hash,
                            $"{id} Template",
                            new FileAssetSource.File(stack.TemplateFile),
                            [destination]
                        ),
                    ],
                    [],
                    null
                ),
            ],
        };
    }

    static RoleReference Role(string name) =>
        new(
            $"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/cdk-hnb659fds-{name}-${{AWS::AccountId}}-${{AWS::Region}}"
        );

    static string? FindUpwards(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (File.Exists(candidate))
                return candidate;
        }
        return null;
    }
}
