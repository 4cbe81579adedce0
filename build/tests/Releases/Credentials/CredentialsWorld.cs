using System.Collections.Concurrent;
using Build.Tests.Build;
using Build.Tests.Deployment;
using Build.Tests.LocalAws;
using Deployment.Assemblies;
using Deployment.Bootstrapping;
using LocalAws;
using LocalAws.Faults;

namespace Build.Tests.Releases.Credentials;

/// <summary>A local AWS as if it were AWS itself, the program beside it, and what comes over the wire.</summary>
sealed class CredentialsWorld : IAsyncDisposable
{
    readonly ConcurrentQueue<WireCall> calls;

    CredentialsWorld(DeploymentWorld world, ConcurrentQueue<WireCall> calls, IReadOnlyDictionary<string, string> own)
    {
        (World, this.calls) = (world, calls);
        var key = world.Server.AdministratorOf(LocalWorld.Management);
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = world.Server.Endpoint.ToString(),
            ["AWS_ACCESS_KEY_ID"] = key.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey,
            ["AWS_CONFIG_FILE"] = "/no/config",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/no/credentials",
            ["GITHUB_RUN_ID"] = "42",
            ["GITHUB_ACTOR"] = "octocat",
        };
        foreach (var (name, value) in own)
            variables[name] = value;
        Program = new BuildProgram { Variables = variables };
    }

    public DeploymentWorld World { get; }

    public BuildProgram Program { get; }

    public IReadOnlyList<WireCall> Calls => [.. calls];

    /// <param name="variables">Environment variables of the program over those that make it the management account's administrator.</param>
    public static async Task<CredentialsWorld> StartAsync(
        IReadOnlyDictionary<string, string>? variables = null,
        Func<LocalAwsOptions, LocalAwsOptions>? change = null
    )
    {
        var calls = new ConcurrentQueue<WireCall>();
        var world = await DeploymentWorld.StartAsync(options =>
            (change?.Invoke(options) ?? options) with
            {
                Faults = new() { Arrived = calls.Enqueue },
            }
        );
        calls.Clear();
        return new(world, calls, variables ?? new Dictionary<string, string>());
    }

    /// <summary>Gives both accounts of the repository's settings their read-only role, and forgets the calls that took.</summary>
    public async Task MakeReadOnlyRolesAsync()
    {
        foreach (var environment in (TargetEnvironment[])[DeploymentWorld.First, DeploymentWorld.Second])
        {
            using var session = await World.InAsync(environment);
            var role = new ReadOnlyRole(
                session,
                World.Endpoint,
                World,
                TimeProvider.System,
                new($"arn:aws:iam::{environment.Account}:role/cdk-readOnlyRole", [LocalWorld.Management], [])
            );
            await role.DeployAsync(environment, TestContext.Current.CancellationToken);
        }

        calls.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        Program.Dispose();
        await World.DisposeAsync();
    }
}
