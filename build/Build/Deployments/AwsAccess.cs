using Build.Rehearsal;
using Build.Settings;
using Deployment.Credentials;

namespace Build.Deployments;

/// <summary>Opens sessions: from the base credentials of the machine, or in a rehearsal from those of the local AWS.</summary>
public sealed class AwsAccess(BuildContext context) : IAsyncDisposable
{
    readonly SemaphoreSlim starting = new(1);
    LocalAwsUse? local;

    /// <summary>AWS itself, or the local one once it is started.</summary>
    public AwsEndpoint Endpoint => local is null ? AwsEndpoint.Aws : new AwsEndpoint(local.Endpoint);

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
    public async Task<Session> OpenAsync(Purpose purpose, EnvironmentSettings? environment = null)
    {
        await StartAsync();
        var cicd = context.Settings.Cicd;
        environment ??= new EnvironmentSettings("cicd", cicd.Account, cicd.Region);
        var (chain, account) = RoleChains.For(context.Settings, purpose, environment);
        return await new SessionFactory(Endpoint, context.Time).OpenAsync(
            BaseCredentials,
            chain,
            account,
            environment.Region,
            SessionNames.Create(System.Environment.GetEnvironmentVariable, System.Environment.UserName),
            context.Cancellation
        );
    }

    /// <summary>What sessions start from.</summary>
    public BaseCredentials BaseCredentials =>
        local?.Administrator is { } key
            ? new BaseCredentials.AccessKey(key.AccessKeyId, key.SecretAccessKey)
            : BaseCredentialsChoice.From(
                context.Options.Profile,
                context.Settings.Credentials.Profile,
                System.Environment.GetEnvironmentVariable
            );

    /// <summary>Points a child process that may look something up at the local AWS; without one, the machine's own variables stay.</summary>
    public IReadOnlyDictionary<string, string?> ChildEnvironment()
    {
        var variables = new Dictionary<string, string?>();
        if (local is not null)
            LocalAwsVariables.Add(variables, local, context.Settings);
        else if (context.Options.Profile is { } profile)
            variables["AWS_PROFILE"] = profile;
        return variables;
    }

    public async ValueTask DisposeAsync()
    {
        if (local is not null)
            await local.DisposeAsync();
        local = null;
        starting.Dispose();
    }
}
