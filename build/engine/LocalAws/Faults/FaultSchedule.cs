using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace LocalAws.Faults;

/// <summary>
/// Decides which calls are struck. Chance depends on the seed, the call's API, account, region and resource, and on how many
/// such calls there were before: calls on different resources do not change each other's luck, in whatever order they come.
/// </summary>
public sealed class FaultSchedule(int seed, IReadOnlyList<InjectedFault> faults)
{
    readonly ConcurrentDictionary<string, CallCount> _calls = new(StringComparer.Ordinal);
    readonly int[] _matches = new int[faults.Count];

    /// <summary>Counts the call, and says which fault strikes it.</summary>
    public FaultKind? Strike(WireCall call) => Strike(call, out _);

    /// <param name="call">The call.</param>
    /// <param name="strength">How hard it strikes, from 0 to 1: all of it where one call is meant, otherwise by chance.</param>
    public FaultKind? Strike(WireCall call, out double strength)
    {
        ArgumentNullException.ThrowIfNull(call);
        strength = 1;
        if (faults.Count == 0)
            return null;
        var key = $"{call.Api} {call.Account} {call.Region} {call.Resource}";
        var count = _calls.GetOrAdd(key, static _ => new()).Next();
        FaultKind? struck = null;
        for (var index = 0; index < faults.Count; index++)
        {
            var fault = faults[index];
            if (!fault.Apis.IsMatch(call.Api))
                continue;
            var chance = fault.Call is null ? Chance(key, count, index) : 0;
            var strikes = fault.Call is { } nth
                ? Interlocked.Increment(ref _matches[index]) == nth
                : chance < fault.Probability;
            if (!strikes || struck is not null)
                continue;
            struck = fault.Kind;
            strength = fault.Call is null ? chance / fault.Probability : 1;
        }
        return struck;
    }

    /// <summary>A number from 0 to 1 that follows from what is given: FNV-1a, then the finish of SplitMix64.</summary>
    double Chance(string key, int count, int index)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in MemoryMarshal.AsBytes(key.AsSpan()))
            hash = (hash ^ unit) * 1099511628211UL;
        hash += (((ulong)(uint)seed << 32) | (uint)count) * 0x9E3779B97F4A7C15UL;
        hash = Mix(hash) + ((ulong)index * 0xD1B54A32D192ED03UL);
        return (Mix(hash) >> 11) * (1.0 / (1UL << 53));
    }

    static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    sealed class CallCount
    {
        int _count;

        public int Next() => Interlocked.Increment(ref _count);
    }
}
