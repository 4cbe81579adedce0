namespace Build.Tests.Deployment.Scheduling;

/// <summary>An API that answers after a while and throttles by a token bucket, as AWS does.</summary>
sealed class ThrottledApi(TimeProvider time, double rate, double burst, TimeSpan latency)
{
    double spent;
    long refilled = time.GetTimestamp();

    /// <summary>The share of calls that is throttled whatever the rate.</summary>
    public double RandomShare { get; init; }

    public Random? Chance { get; init; }

    public int Calls { get; private set; }

    public int Throttled { get; private set; }

    public async Task<int> CallAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(latency / 2, time, cancellationToken);
        Calls++;
        spent = Math.Max(0, spent - (time.GetElapsedTime(refilled).TotalSeconds * rate));
        refilled = time.GetTimestamp();
        var isThrottled = spent + 1 > burst || Chance?.NextDouble() < RandomShare;
        if (isThrottled)
            Throttled++;
        else
            spent++;
        await Task.Delay(latency / 2, time, cancellationToken);
        return isThrottled ? throw new ThrottlingException() : Calls;
    }
}

sealed class ThrottlingException : Exception;
