using Amazon.Runtime;

namespace Deployment.Credentials;

/// <summary>Repeats a call that AWS throttled or that failed on its way: with waits that double, half of each at random, until five minutes after the first fault.</summary>
sealed class Retry(TimeProvider time)
{
    static readonly TimeSpan first = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan longest = TimeSpan.FromSeconds(5);
    static readonly TimeSpan patience = TimeSpan.FromMinutes(5);

    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        long? faulty = null;
        for (var wait = first; ; wait = wait * 2 < longest ? wait * 2 : longest)
        {
            try
            {
                return await call(cancellationToken);
            }
            catch (Exception e)
                when (TransientFaults.Includes(e)
                    && !cancellationToken.IsCancellationRequested
                    && time.GetElapsedTime(faulty ??= time.GetTimestamp()) < patience
                )
            {
#pragma warning disable CA5394 // Spread, not secrecy.
                var jittered = wait * (0.5 + Random.Shared.NextDouble() / 2);
#pragma warning restore CA5394
                await Task.Delay(jittered, time, cancellationToken);
            }
        }
    }
}
