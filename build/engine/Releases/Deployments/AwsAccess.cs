using System.Collections.Concurrent;
using Amazon;
using Cake.AWS.CloudFormation.Client.Connections;
using Deployment.Credentials;
using Deployment.Credentials.Profiles;
using Deployment.Scheduling;
using Rehearsal;
using Rehearsal.Pipelines;
using Reporting;
using Settings;
using Settings.Roles;
using Steps;
using Steps.Worlds;

namespace Releases.Deployments;

/// <summary>Opens sessions: from the base credentials of the machine, or in a rehearsal from those of the local AWS.</summary>
public sealed class AwsAccess(ReleaseContext context) : IAsyncDisposable
{
    readonly AwsConnections connections = Connect(context.Time);
    readonly SemaphoreSlim starting = new(1);
    readonly ConcurrentDictionary<string, Lazy<Task<Session>>> shared = new(StringComparer.Ordinal);
    readonly Lazy<IReadOnlyDictionary<string, string>> profiles = new(() => LocalAwsProfile.NamesOf(context.Settings));
    readonly Lazy<EndpointVariants> variants = new(() => VariantsOf(context.Aws.BaseCredentials));
    RecentBootstraps? recentBootstraps;
    readonly Lazy<RateBudgets> rates = new(() =>
        new(context.Time, memory: new RateMemory(RunMemory.FileOf(context, "rates"), context.Time))
    );
    LocalAwsUse? local;
    SessionFactory? sessions;

    /// <summary>What was bootstrapped of late, by this run or by one before it.</summary>
    internal RecentBootstraps RecentBootstraps =>
        LazyInitializer.EnsureInitialized(
            ref recentBootstraps,
            () => new(context.Time, RunMemory.FileOf(context, "bootstraps"), () => connections.LocalPropagation)
        );

    /// <summary>The rate budgets of this run, which begin with what runs before it have learnt.</summary>
    internal RateBudgets Rates => rates.Value;

    /// <summary>The AWS that the run works with; a local one answers once it is started.</summary>
    public AwsEndpoint Endpoint =>
        (local, context.Options.Local) switch
        {
            ({ } started, _) => new AwsEndpoint(started.Endpoint)
            {
                Profiles = profiles.Value,
                Connections = connections,
                App = context.App?.Project.Name,
            },
            (null, true) => AwsEndpoint.NotStarted with
            {
                Profiles = profiles.Value,
                Connections = connections,
                App = context.App?.Project.Name,
            },
            _ => AwsEndpoint.Aws with
            {
                UseFips = variants.Value.Fips,
                UseDualStack = variants.Value.DualStack,
                IsPointedAtLocal = context.World.IsLocal,
                Connections = connections,
                IsPipelineRehearsal = RunWorld.IsOfPipelineRehearsal(System.Environment.GetEnvironmentVariable),
                App = context.App?.Project.Name,
            },
        };

    /// <summary>Starts the local AWS when the run is a rehearsal, or joins the one that is served: once, however many ask.</summary>
    public async Task StartAsync()
    {
        if (!context.Options.Local)
            return;
        await starting.WaitAsync(context.Cancellation);
        try
        {
            local ??= await LocalAwsUse.BeginAsync(context);
        }
        finally
        {
            starting.Release();
        }
    }

    /// <summary>Opens a session of a purpose in an environment, the CI/CD one by default.</summary>
    public Task<Session> OpenAsync(Purpose purpose, EnvironmentSettings? environment = null)
    {
        environment ??= context.Settings.Cicd.AsEnvironment;
        var (chain, account) = RoleChains.For(context.Settings, purpose, environment);
        return OpenAsync(chain, account, environment.Region);
    }

    /// <summary>As <see cref="OpenAsync(Purpose, EnvironmentSettings?)"/>, but once for all environments that the same chain leads into; it ends with the run.</summary>
    internal Task<Session> ShareAsync(Purpose purpose, EnvironmentSettings environment)
    {
        var key = RoleChains.KeyOf(RoleChains.For(context.Settings, purpose, environment).Chain);
        return shared.GetOrAdd(key, _ => new(() => OpenAsync(purpose, environment))).Value;
    }

    /// <summary>Opens a session at the end of a chain, in the account that it is to end in.</summary>
    internal async Task<Session> OpenAsync(RoleChain chain, string account, string region)
    {
        await StartAsync();
        return await Sessions.OpenAsync(BaseCredentials, chain, account, region, SessionName, context.Cancellation);
    }

    /// <summary>Opens all sessions of the run, once the local AWS has started where there is to be one.</summary>
    internal SessionFactory Sessions =>
        sessions ??= new SessionFactory(Endpoint, context.Time) { AskForToken = Confirmation.OfTokens(context) };

    /// <summary>What sessions start from.</summary>
    public BaseCredentials BaseCredentials =>
        local?.Administrator is { } key
            ? new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey)
            : BaseCredentialsChoice.From(
                context.Options.Profile,
                context.Settings.Credentials,
                System.Environment.GetEnvironmentVariable
            );

    /// <summary>The profile that a run against AWS itself starts from; null: none is named.</summary>
    internal string? ProfileName =>
        local is null && BaseCredentials is BaseCredentials.Profile { Name: var name } ? name : null;

    /// <summary>Points a child process that may look something up at the local AWS; without one, the machine's own variables stay.</summary>
    public IReadOnlyDictionary<string, string?> ChildEnvironment()
    {
        var variables = new Dictionary<string, string?>();
        if (local is not null)
            LocalAwsVariables.Add(variables, local, context.Settings);
        else if (BaseCredentials is BaseCredentials.Profile profile)
            PointAt(profile, variables);
        // The CDK CLI names its sessions so: CloudTrail tells which build looked something up.
        variables["CDK_ROLE_SESSION_NAME"] = SessionName;
        return variables;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in shared.Values.Where(s => s.IsValueCreated && s.Value.IsCompletedSuccessfully))
            (await session.Value).Dispose();
        shared.Clear();
        if (rates.IsValueCreated)
            Rates.Remember();
        if (local is not null)
            await local.DisposeAsync();
        local = null;
        starting.Dispose();
        AWSConfigs.HttpClientFactory = null;
        connections.Dispose();
    }

    /// <summary>Other credentials in the environment would go before the profile.</summary>
    static void PointAt(BaseCredentials.Profile profile, Dictionary<string, string?> variables)
    {
        foreach (var name in CredentialVariables.All)
            variables[name] = null;
        variables["AWS_PROFILE"] = profile.Name;
    }

    static EndpointVariants VariantsOf(BaseCredentials start)
    {
        var profile = start as BaseCredentials.Profile;
        return EndpointVariants.Read(profile?.Name, profile?.File, System.Environment.GetEnvironmentVariable);
    }

    static string SessionName =>
        SessionNames.Create(System.Environment.GetEnvironmentVariable, System.Environment.UserName);

    static AwsConnections Connect(TimeProvider time)
    {
        var connections = new AwsConnections(time);
        connections.Listen(trouble => Terminal.WriteErrorLine(trouble.ToString()));
        // What the SDK's own credentials ask, such as an SSO portal, goes the same way.
        AWSConfigs.HttpClientFactory = connections;
        return connections;
    }
}
