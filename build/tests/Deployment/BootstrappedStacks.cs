using System.Security.Cryptography;
using System.Text;
using Deployment.Assemblies;
using Deployment.Bootstrapping;
using Deployment.Credentials;

namespace Build.Tests.Deployment;

/// <summary>An environment with CDK's own bootstrap stack, and stacks as CDK's default synthesizer writes them for it.</summary>
static class BootstrappedStacks
{
    /// <summary>CDK's bootstrap template; null where the CDK CLI is not installed.</summary>
    public static string? Template { get; } =
        FindUpwards(
            Path.Combine("infra", "node_modules", "aws-cdk", "lib", "api", "bootstrap", "bootstrap-template.yaml")
        );

    /// <param name="recent">Told of it, as the build does.</param>
    /// <param name="trusted">The account that may deploy; null: the world's session's.</param>
    public static async Task BootstrapAsync(
        DeploymentWorld world,
        TimeProvider time,
        RecentBootstraps? recent = null,
        string? trusted = null
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var session = await world.InAsync(DeploymentWorld.First);
        var options = new BootstrapOptions
        {
            TrustedAccounts = [trusted ?? world.Session.Identity.Account],
            ExecutionPolicies = ["arn:aws:iam::aws:policy/AdministratorAccess"],
        };
        var bootstrapper = new Bootstrapper(session, world.Endpoint, world, time, options);
        var template = await BootstrapTemplate.LoadAsync(Template!, cancellation);
        await bootstrapper.BootstrapAsync(template, DeploymentWorld.First, cancellation);
        recent?.Note(DeploymentWorld.First);
    }

    /// <summary>A stack of the bootstrapped environment, its template an asset.</summary>
    public static StackArtifact Synthesize(
        DeploymentWorld world,
        string id,
        string template,
        params string[] dependencies
    )
    {
        var stack = world.Stack(id, DeploymentWorld.First, template, dependencies);
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
