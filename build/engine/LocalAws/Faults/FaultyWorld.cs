using System.Collections.Concurrent;
using LocalAws.Worlds;

namespace LocalAws.Faults;

/// <summary>Latency, rates and faults as the options ask for them: what is to happen with each call.</summary>
sealed class FaultyWorld : IDisposable
{
    readonly FaultOptions _options;
    readonly TimeProvider _clock;
    readonly FaultSchedule _schedule;
    readonly ConcurrentDictionary<(string, string, string), TokenBucket> _buckets = new();
    readonly CancellationTokenSource _closing = new();
    readonly CancellationToken _closed;
    long _calls;
    int _disposals;

    public FaultyWorld(FaultOptions options, TimeProvider clock)
    {
        (_options, _clock, _closed) = (options, clock, _closing.Token);
        _schedule = new(options.Seed, options.AllFaults);
        IsIdle = options.IsIdle;
    }

    /// <summary>Nothing is to happen and nobody watches.</summary>
    public bool IsIdle { get; }

    /// <summary>Counts a call and says what strikes it.</summary>
    public WireCall Arrive(WireCall arriving)
    {
        var call = arriving with { Number = Interlocked.Increment(ref _calls) };
        _options.Arrived?.Invoke(call);
        var throttled = IsOverTheRate(call);
        var strength = 1.0;
        var fault = throttled ? null : _options.Strike?.Invoke(call) ?? _schedule.Strike(call, out strength);
        if (fault == FaultKind.Stale && !call.IsRead)
            fault = null;
        return call with
        {
            IsThrottled = throttled || fault == FaultKind.Throttled,
            Fault = fault,
            Age = fault == FaultKind.Stale ? _options.PropagationOf(call.Service) * strength : TimeSpan.Zero,
        };
    }

    /// <summary>As of when a stale read sees its service.</summary>
    public Moment MomentOf(WireCall call) => new(call.Service, _clock.GetUtcNow() - call.Age);

    /// <summary>Waits as long as such a call takes.</summary>
    public async Task DelayAsync(WireCall call, CancellationToken cancellationToken)
    {
        var latency = _options.Latencies.FirstOrDefault(latency => latency.Apis.IsMatch(call.Api));
        if (latency is { Duration: var duration } && duration > TimeSpan.Zero)
            await WaitAsync(duration, cancellationToken);
    }

    /// <summary>Waits until the client or this world is gone.</summary>
    public Task HangAsync(CancellationToken cancellationToken) =>
        WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);

    public void End(WireCall call) => _options.Ended?.Invoke(call);

    public bool IsClosing => _closed.IsCancellationRequested;

    /// <summary>Ends all waiting. What comes after it finds it closed.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposals, 1) == 0)
            _closing.Cancel();
        _closing.Dispose();
    }

    async Task WaitAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed);
        await Task.Delay(duration, _clock, either.Token);
    }

    bool IsOverTheRate(WireCall call)
    {
        if (_options.RateLimits.FirstOrDefault(limit => limit.Apis.IsMatch(call.Api)) is not { } limit)
            return false;
        var bucket = _buckets.GetOrAdd(
            (call.Account, call.Region, call.Api),
            static (_, made) => new(made.limit, made.clock),
            (limit, clock: _clock)
        );
        return !bucket.TryTake();
    }
}
