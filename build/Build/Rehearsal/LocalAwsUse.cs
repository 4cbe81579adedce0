using Build.Settings;
using LocalAws;
using LocalAws.Worlds;

namespace Build.Rehearsal;

/// <summary>The local AWS that a run works with: its own, or the one that --target=LocalAws of this checkout serves.</summary>
/// <param name="Endpoint">Where it answers.</param>
/// <param name="Administrator">The access key of the CI/CD account's administrator.</param>
/// <param name="Own">What ends with the run, or null where somebody else serves.</param>
sealed record LocalAwsUse(Uri Endpoint, LocalAwsAccessKey Administrator, LocalAwsServer? Own) : IAsyncDisposable
{
    /// <summary>Starts one, or joins the one that is served.</summary>
    /// <exception cref="Deployment.BuildException">Another run holds the state, the port is taken, or the state cannot be written.</exception>
    public static async Task<LocalAwsUse> BeginAsync(BuildContext context)
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
                && LocalAwsProfile.Find(context.Root, endpoint, settings) is { } key
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

    public ValueTask DisposeAsync() => Own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
