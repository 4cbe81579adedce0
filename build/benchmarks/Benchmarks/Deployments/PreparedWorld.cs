using Benchmarks.Worlds;
using Deployment;
using Deployment.Assemblies;
using Deployment.Bootstrapping;
using Deployment.Credentials;

namespace Benchmarks.Deployments;

/// <summary>A scenario's accounts, bootstrapped, with its stacks deployed once; made without latency and kept in a folder.</summary>
sealed class PreparedWorld : IDisposable
{
    const string Administration = "arn:aws:iam::aws:policy/AdministratorAccess";

    readonly DeploymentScenario scenario;
    readonly TemporaryFolder folder = new();
    int version;

    PreparedWorld(DeploymentScenario scenario) => this.scenario = scenario;

    /// <summary>Where the Cloud Assembly is.</summary>
    public string Assembly => folder["cdk.out"];

    /// <summary>Where the CDK CLI may keep its caches.</summary>
    public string CliHome => folder["home"];

    WorldOptions Quick =>
        new()
        {
            Accounts = [DeploymentScenario.CicdAccount, .. scenario.TargetAccounts],
            StateDirectory = folder["world"],
        };

    public static async Task<PreparedWorld> CreateAsync(
        DeploymentScenario scenario,
        CancellationToken cancellationToken
    )
    {
        var prepared = new PreparedWorld(scenario);
        try
        {
            await prepared.FillAsync(cancellationToken);
            return prepared;
        }
        catch
        {
            prepared.Dispose();
            throw;
        }
    }

    /// <summary>Starts the world, slow as the scenario has it.</summary>
    public Task<WorldProcess> OpenAsync(CancellationToken cancellationToken) =>
        WorldProcess.StartAsync(
            Quick with
            {
                Latency = scenario.Latency,
                CallsPerSecond = scenario.CallsPerSecond,
                ChangeSetDuration = scenario.ChangeSetDuration,
                ResourceDuration = scenario.ExecutionDuration,
            },
            cancellationToken
        );

    /// <summary>Changes every stack of the assembly.</summary>
    public void Change() => scenario.Assembly.Write(Assembly, ++version);

    /// <summary>What leads a child process into the world, and into no other.</summary>
    public static IReadOnlyDictionary<string, string?> Credentials(WorldProcess world)
    {
        var key = world.AdministratorOf(DeploymentScenario.CicdAccount);
        return new Dictionary<string, string?>
        {
            ["AWS_ENDPOINT_URL"] = world.Endpoint.ToString(),
            ["AWS_ACCESS_KEY_ID"] = key.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = key.SecretAccessKey,
            ["AWS_REGION"] = DeploymentScenario.Region,
            ["AWS_SESSION_TOKEN"] = null,
            ["AWS_PROFILE"] = null,
            ["AWS_DEFAULT_PROFILE"] = null,
        };
    }

    public void Dispose() => folder.Dispose();

    async Task FillAsync(CancellationToken cancellationToken)
    {
        Change();
        await using var world = await WorldProcess.StartAsync(Quick, cancellationToken);
        await Parallel.ForEachAsync(
            scenario.TargetAccounts,
            new ParallelOptions { MaxDegreeOfParallelism = 10, CancellationToken = cancellationToken },
            async (account, cancel) => await BootstrapAsync(world, account, cancel)
        );
        var report = await DeploymentProcess.DeployAsync(
            Assembly,
            new AwsEndpoint(world.Endpoint),
            Key(world, DeploymentScenario.CicdAccount),
            TextWriter.Null,
            cancellationToken
        );
        if (!report.Succeeded)
            throw new BenchmarkException(string.Join(Environment.NewLine, report.Findings));
    }

    static async Task BootstrapAsync(WorldProcess world, string account, CancellationToken cancellationToken)
    {
        const string Region = DeploymentScenario.Region;
        var endpoint = new AwsEndpoint(world.Endpoint);
        using var session = await new SessionFactory(endpoint, TimeProvider.System).OpenAsync(
            Key(world, account),
            new RoleChain([]),
            account,
            Region,
            "benchmark",
            cancellationToken
        );
        var options = new BootstrapOptions
        {
            TrustedAccounts = [DeploymentScenario.CicdAccount],
            ExecutionPolicies = [Administration],
        };
        var progress = new Progress<DeploymentEvent>();
        var bootstrapper = new Bootstrapper(session, endpoint, progress, TimeProvider.System, options);
        var bootstrap = await BootstrapTemplate.LoadAsync(CdkCli.BootstrapTemplate, cancellationToken);
        await bootstrapper.BootstrapAsync(bootstrap, new TargetEnvironment(account, Region), cancellationToken);
    }

    static BaseCredentials.AccessKey Key(WorldProcess world, string account)
    {
        var key = world.AdministratorOf(account);
        return new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey, null);
    }
}
