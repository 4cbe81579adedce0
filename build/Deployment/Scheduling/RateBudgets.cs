using System.Collections.Concurrent;

namespace Deployment.Scheduling;

/// <summary>The rate budget of every account, region and API, shared by all that call it: polls and writes alike.</summary>
public sealed class RateBudgets(TimeProvider time, RateBudgetOptions? options = null)
{
    readonly ConcurrentDictionary<RateKey, RateBudget> budgets = new();
    readonly RateBudgetOptions options = options ?? new();

    public RateBudget For(RateKey key) =>
        budgets.GetOrAdd(key, static (_, all) => new(all.time, all.options), (time, options));

    /// <summary>How many calls each API had so far, and how many of them were throttled.</summary>
    public IReadOnlyDictionary<RateKey, RateUse> Use =>
        budgets.ToDictionary(entry => entry.Key, entry => entry.Value.Use);
}

/// <summary>Calls made, and those among them that were answered with a throttling error.</summary>
public sealed record RateUse(long Calls, long Throttled);
