using Build.Tests.LocalAws;
using Build.Tests.LocalAws.CodePipeline;
using Rehearsal.Pipelines;

namespace Build.Tests.Rehearsal.Pipelines;

/// <summary>A small pipeline in a world that a rehearsal watches.</summary>
sealed class RehearsedWorld : IAsyncDisposable
{
    readonly StringWriter output = new();
    readonly LocalCalls calls;

    RehearsedWorld(PipelineWorld world, RehearsalLog log)
    {
        (World, Log) = (world, log);
        Report = new(output, log);
        var server = world.World.Server;
        calls = new(server.Endpoint, server.AdministratorOf(PipelineWorld.Account), "eu-west-1", TimeProvider.System);
        Run = new(calls, "p", TimeProvider.System);
    }

    public PipelineWorld World { get; }
    public RehearsalLog Log { get; }
    public RehearsalReport Report { get; }
    public PipelineRun Run { get; }

    /// <summary>What the report says so far.</summary>
    public string Said => output.ToString();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RehearsedWorld> StartAsync()
    {
        var log = new RehearsalLog(TimeProvider.System);
        var world = await PipelineWorld.StartAsync(change: options =>
            options with
            {
                Decided = log.Decide,
                CodeBuild = options.CodeBuild with { Changed = log.Note, Log = log.Hear },
            }
        );
        return new(world, log);
    }

    /// <summary>Starts the pipeline, unless it has just begun by itself, and watches it to its end.</summary>
    public async Task<bool> RehearseAsync()
    {
        await Run.StartAsync(Cancellation);
        return await Run.WatchAsync(new HashSet<string>(), Report.Tell, Cancellation);
    }

    /// <summary>Retries what has failed and watches it to its end.</summary>
    public async Task<bool> RetryAsync()
    {
        var before = (await Run.ActionsAsync(Cancellation)).Select(action => action.Id).ToHashSet();
        await Run.RetryAsync(Cancellation);
        return await Run.WatchAsync(before, Report.Tell, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        calls.Dispose();
        await output.DisposeAsync();
        await World.DisposeAsync();
    }
}
