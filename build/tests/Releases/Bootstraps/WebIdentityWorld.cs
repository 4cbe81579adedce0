using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Build.Tests.LocalAws.Sts;
using Build.Tests.Settings;
using Deployment.Assemblies;
using Deployment.Bootstrapping;
using Deployment.Bootstrapping.WebIdentities;
using Settings;
using Settings.Roles;

namespace Build.Tests.Releases.Bootstraps;

/// <summary>A local AWS that knows the keys of GitHub's issuer, with the roles that CDK's bootstrap stacks make for deployers.</summary>
public sealed class WebIdentityWorld : IAsyncDisposable
{
    public const string Issuer = "https://token.actions.githubusercontent.com";

    /// <summary>The source in place of the repository's own: waves Test and Production, the latter with an approval.</summary>
    public const string Source = """
        "source": { "type": "githubActions", "owner": "my-company", "repository": "deployments", "branch": "main" },
        "pipeline": {
          "waves": [
            { "name": "Test", "releases": [{ "name": "Infra", "environments": ["account1"] }] },
            { "name": "Production", "approval": true, "releases": [{ "name": "Infra", "environments": ["account2"] }] }
          ]
        }
        """;

    /// <summary>Roles of environments, as the settings name them.</summary>
    static readonly string[] roles = ["deploy", "file-publishing", "image-publishing", "lookup"];

    readonly IdentityProvider identities;

    WebIdentityWorld(IdentityProvider identities, DeploymentWorld world) =>
        (this.identities, World) = (identities, world);

    public DeploymentWorld World { get; }

    public static string Text { get; } =
        SettingsText.Valid[..SettingsText.Valid.IndexOf("\"source\":", StringComparison.Ordinal)] + Source + "}";

    public static BuildSettings Settings { get; } = SettingsText.Parse(Text);

    /// <param name="keySet">The keys of the issuer; null: its own.</param>
    public static async Task<WebIdentityWorld> StartAsync(string? keySet = null)
    {
        var identities = new IdentityProvider();
        var keys = new Dictionary<string, string> { [Issuer] = keySet ?? identities.KeySet() };
        var world = await DeploymentWorld.StartAsync(options => options with { WebIdentityKeys = keys });
        using var iam = new QueryClient(world.Local, "iam", "2010-05-08");
        foreach (var environment in (TargetEnvironment[])[DeploymentWorld.First, DeploymentWorld.Second])
        foreach (var role in roles)
            await iam.CallAsync(
                environment.Account,
                "CreateRole",
                ("RoleName", $"cdk-hnb659fds-{role}-role-{environment.Account}-{environment.Region}"),
                (
                    "AssumeRolePolicyDocument",
                    $$"""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{LocalWorld.Management}}"},"Action":"sts:AssumeRole"}]}
                    """
                )
            );
        return new(identities, world);
    }

    /// <summary>Deploys the roles, as Bootstrap does.</summary>
    public Task<BootstrapOutcome> DeployAsync(WebIdentityOptions? options = null) =>
        new WebIdentityRoles(
            World.Session,
            World.Endpoint,
            World,
            TimeProvider.System,
            options ?? WebIdentityPlan.Of(Settings)!
        ).DeployAsync(new(LocalWorld.Management, "eu-west-1"), TestContext.Current.CancellationToken);

    public string Token(string subject, string audience = "sts.amazonaws.com") =>
        identities.Token(Issuer, subject, audience);

    /// <summary>A session of a role of the CI/CD account, opened with a token.</summary>
    public async Task<SessionAWSCredentials> AssumeAsync(string role, string token)
    {
        using var sts = World.Local.Sts(new AnonymousAWSCredentials());
        var answer = await sts.AssumeRoleWithWebIdentityAsync(
            new()
            {
                RoleArn = $"arn:aws:iam::{LocalWorld.Management}:role/{role}",
                RoleSessionName = "release",
                WebIdentityToken = token,
            },
            TestContext.Current.CancellationToken
        );
        var keys = answer.Credentials;
        return new(keys.AccessKeyId, keys.SecretAccessKey, keys.SessionToken);
    }

    /// <summary>Whether those credentials may assume a role of an environment.</summary>
    public async Task<bool> MayAssumeAsync(AWSCredentials credentials, string role, string account, string region)
    {
        using var sts = World.Local.Sts(credentials);
        try
        {
            await sts.AssumeRoleAsync(
                new AssumeRoleRequest
                {
                    RoleArn = $"arn:aws:iam::{account}:role/cdk-hnb659fds-{role}-role-{account}-{region}",
                    RoleSessionName = "release",
                },
                TestContext.Current.CancellationToken
            );
            return true;
        }
        catch (AmazonSecurityTokenServiceException e) when (e.ErrorCode == "AccessDenied")
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        identities.Dispose();
        await World.DisposeAsync();
    }
}
