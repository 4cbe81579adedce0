using LocalAws.Faults;

namespace Benchmarks.Worlds;

/// <summary>Counts calls as the wire log tells of them.</summary>
sealed class CallCounter
{
    readonly Lock gate = new();
    Dictionary<string, long> calls = new(StringComparer.Ordinal);
    Dictionary<string, long> throttled = new(StringComparer.Ordinal);

    public void Add(WireCall call)
    {
        lock (gate)
        {
            calls[call.Api] = calls.GetValueOrDefault(call.Api) + 1;
            if (call.IsThrottled)
                throttled[call.Api] = throttled.GetValueOrDefault(call.Api) + 1;
        }
    }

    /// <summary>What was counted since the last time.</summary>
    public CallCounts Take()
    {
        lock (gate)
        {
            var counts = new CallCounts(calls, throttled);
            (calls, throttled) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
            return counts;
        }
    }
}
