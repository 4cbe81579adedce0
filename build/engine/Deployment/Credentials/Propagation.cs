using System.Collections.Concurrent;
using Deployment.Assemblies;

namespace Deployment.Credentials;

/// <summary>Finds when an environment's bootstrap stack was last changed, as seen by a session; null where that cannot be read.</summary>
delegate Task<DateTimeOffset?> BootstrapTime(
    TargetEnvironment environment,
    Session session,
    CancellationToken cancellationToken
);

/// <summary>
/// Waits for refusals to pass in environments that were bootstrapped a short while ago. In any other environment a refusal is
/// final at once.
/// </summary>
/// <param name="changed">Asked where the run itself does not know of a bootstrap, once for each environment.</param>
/// <param name="waiting">Told once of each environment, and of the refusal that is waited for to pass.</param>
sealed class Propagation(
    RecentBootstraps recent,
    BootstrapTime changed,
    TimeProvider time,
    Action<TargetEnvironment, string> waiting
)
{
    static readonly TimeSpan shortest = TimeSpan.FromSeconds(1);
    static readonly TimeSpan longest = TimeSpan.FromSeconds(5);

    /// <summary>CloudFormation may take that long to change a bootstrap stack: its time is that of the beginning.</summary>
    static readonly TimeSpan bootstrapping = TimeSpan.FromMinutes(3);

    /// <summary>One that tells nobody, and that knows what it is told of alone.</summary>
    public static Propagation Quiet(RecentBootstraps recent, TimeProvider time) =>
        new(recent, (_, _, _) => Task.FromResult<DateTimeOffset?>(null), time, (_, _) => { });

    readonly ConcurrentDictionary<TargetEnvironment, Lazy<Task>> asked = new();
    readonly ConcurrentDictionary<TargetEnvironment, bool> told = new();

    /// <param name="reader">A session that may be able to read the bootstrap stack; null where there is none.</param>
    /// <param name="refusal">What a failure says, where it is one that may pass; null for all others.</param>
    public async Task<T> RunAsync<T>(
        TargetEnvironment environment,
        Session? reader,
        Func<CancellationToken, Task<T>> call,
        Func<Exception, string?> refusal,
        CancellationToken cancellationToken
    )
    {
        for (var wait = shortest; ; wait = wait * 2 < longest ? wait * 2 : longest)
        {
            try
            {
                return await call(cancellationToken);
            }
            catch (Exception e) when (refusal(e) is not null && !cancellationToken.IsCancellationRequested)
            {
                if (!await IsFreshAsync(environment, reader, cancellationToken))
                    throw;
                if (told.TryAdd(environment, true))
                    waiting(environment, refusal(e)!);
            }
            await Task.Delay(wait, time, cancellationToken);
        }
    }

    async Task<bool> IsFreshAsync(TargetEnvironment environment, Session? reader, CancellationToken cancellationToken)
    {
        if (recent.Include(environment))
            return true;
        if (recent.Patience == TimeSpan.Zero)
            return false;
        if (reader is null || reader.Identity.Account != environment.Account)
            return false;
        await asked
            .GetOrAdd(environment, _ => new(() => AskAsync(environment, reader)))
            .Value.WaitAsync(cancellationToken);
        return recent.Include(environment);
    }

    async Task AskAsync(TargetEnvironment environment, Session reader)
    {
        if (await changed(environment, reader, CancellationToken.None) is { } begun)
            recent.Note(environment, time.GetUtcNow() - begun - bootstrapping);
    }
}
