using LocalAws;
using LocalAws.Worlds;
using Reporting;
using Steps;

namespace Rehearsal;

/// <summary>The local AWS that a run works with: its own, or the one that --target=LocalAws of this checkout serves.</summary>
/// <param name="Endpoint">Where it answers.</param>
/// <param name="Administrator">The access key of the CI/CD account's administrator.</param>
/// <param name="Own">What ends with the run, or null where somebody else serves.</param>
public sealed record LocalAwsUse(Uri Endpoint, LocalAwsAccessKey Administrator, LocalAwsServer? Own) : IAsyncDisposable
{
    /// <summary>For so long CloudFormation may finish what it does; a second Ctrl+C ends that.</summary>
    static readonly TimeSpan patience = TimeSpan.FromMinutes(1);

    /// <summary>For so long one that is just being started is waited for.</summary>
    static readonly TimeSpan starting = TimeSpan.FromSeconds(15);

    /// <summary>The files of profiles follow the endpoint at once, where they come at all.</summary>
    static readonly TimeSpan announcing = TimeSpan.FromSeconds(1);

    static readonly TimeSpan between = TimeSpan.FromMilliseconds(200);

    /// <summary>Starts one, or joins the one that is served, also while that is being started.</summary>
    /// <exception cref="Deployment.BuildException">Another run holds the state, the port is taken, or the state cannot be written.</exception>
    public static async Task<LocalAwsUse> BeginAsync(ProjectContext context)
    {
        for (var (begun, told) = (context.Time.GetTimestamp(), false); ; told = true)
        {
            try
            {
                return await StartOrJoinAsync(context);
            }
            catch (Deployment.BuildException exception)
                when (!context.Options.Reset
                    && exception.InnerException is StateInUseException inUse
                    && context.Time.GetElapsedTime(begun) < (inUse.Endpoint is null ? starting : announcing)
                )
            {
                if (!told)
                    Terminal.WriteErrorLine("Waiting for the local AWS of this checkout, which another run starts.");
                await Task.Delay(between, context.Time, context.Cancellation);
            }
        }
    }

    static async Task<LocalAwsUse> StartOrJoinAsync(ProjectContext context)
    {
        var settings = context.Settings;
        try
        {
            var server = await LocalAwsStart.RunAsync(context, Remember);
            return new(server.Endpoint, server.AdministratorOf(settings.Cicd.Account), server);
        }
        catch (Deployment.BuildException exception)
            when (!context.Options.Reset
                && exception.InnerException is StateInUseException { Endpoint: { } endpoint }
                && LocalAwsProfile.Find(context.Root, context.World.StateFolder, endpoint, settings) is { } key
            )
        {
            return new(new Uri(endpoint), key, Own: null);
        }

        // The screen belongs to the deployment while it runs.
        void Remember(string line)
        {
            lock (context.Run.LastWords)
                context.Run.LastWords.Add(output => output.WriteLine($"local AWS: {line}"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Own is null)
            return;
        if (Own.RunningStackOperations > 0)
        {
            Terminal.WriteErrorLine("The local CloudFormation finishes its stacks, as on AWS.");
            using var limit = new CancellationTokenSource(patience);
            try
            {
                await Own.FinishStacksAsync(limit.Token);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                // The next start tells the stacks that they were interrupted.
            }
        }
        await Own.DisposeAsync();
    }
}
