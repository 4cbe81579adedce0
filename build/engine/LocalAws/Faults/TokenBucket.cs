namespace LocalAws.Faults;

/// <summary>Lets so many calls pass a second, and after a pause a burst.</summary>
sealed class TokenBucket(ApiRateLimit limit, TimeProvider clock)
{
    readonly Lock _gate = new();
    double _tokens = limit.Burst;
    long _filled = clock.GetTimestamp();

    public bool TryTake()
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            var gained = clock.GetElapsedTime(_filled, now).TotalSeconds * limit.CallsPerSecond;
            _tokens = Math.Min(limit.Burst, _tokens + gained);
            _filled = now;
            if (_tokens < 1)
                return false;
            _tokens--;
            return true;
        }
    }
}
