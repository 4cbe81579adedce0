using System.Collections.Concurrent;

namespace Deployment.Scheduling;

/// <summary>The rate budget of every account, region and API, shared by all that call it: polls and writes alike.</summary>
/// <remarks>Where an API of a service was throttled, the account's other APIs of that service begin at the rate that was measured.</remarks>
public sealed class RateBudgets(TimeProvider time, RateBudgetOptions? options = null)
{
    readonly ConcurrentDictionary<RateKey, RateBudget> budgets = new();
    readonly RateBudgetOptions options = options ?? new();
    readonly TimeProvider time = time;

    public RateBudget For(RateKey key) =>
        budgets.GetOrAdd(key, static (key, all) => new(all.time, all.OptionsFor(key)), this);

    /// <summary>How many calls each API had so far, and how many of them were throttled.</summary>
    public IReadOnlyDictionary<RateKey, RateUse> Use =>
        budgets.ToDictionary(entry => entry.Key, entry => entry.Value.Use);

    RateBudgetOptions OptionsFor(RateKey key)
    {
        var measured = budgets
            .Where(entry => entry.Key with { Api = key.Api } == key)
            .Select(entry => entry.Value.Ceiling)
            .Max();
        return measured is { } rate ? options.Beside(rate) : options;
    }
}

/// <summary>Calls made, and those among them that were answered with a throttling error.</summary>
public sealed record RateUse(long Calls, long Throttled);
