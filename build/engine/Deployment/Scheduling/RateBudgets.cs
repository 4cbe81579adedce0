using System.Collections.Concurrent;

namespace Deployment.Scheduling;

/// <summary>The rate budget of every account, region and API, shared by all that call it: polls and writes alike.</summary>
/// <remarks>Where an API of a service was throttled, the account's other APIs of that service begin at the rate that was measured.</remarks>
/// <param name="memory">What was borne in earlier runs; null: nothing is known of any.</param>
public sealed class RateBudgets(TimeProvider time, RateBudgetOptions? options = null, RateMemory? memory = null)
{
    readonly ConcurrentDictionary<RateKey, RateBudget> budgets = new();

    /// <summary>The budgets of a service's APIs, by a key that names none of them.</summary>
    readonly ConcurrentDictionary<RateKey, ConcurrentQueue<RateBudget>> services = new();
    readonly RateBudgetOptions options = options ?? new();
    readonly TimeProvider time = time;
    readonly Lazy<IReadOnlyDictionary<RateKey, SustainedRate>> remembered = new(() =>
        memory?.Load() ?? new Dictionary<RateKey, SustainedRate>()
    );

    public RateBudget For(RateKey key) => budgets.TryGetValue(key, out var known) ? known : Add(key);

    /// <summary>How many calls each API had so far, and how many of them were throttled.</summary>
    public IReadOnlyDictionary<RateKey, RateUse> Use =>
        budgets.ToDictionary(entry => entry.Key, entry => entry.Value.Use);

    /// <summary>Keeps for the next runs what the APIs bore in this one.</summary>
    public void Remember() =>
        memory?.Save(
            budgets
                .Where(entry => entry.Value.Borne is not null)
                .ToDictionary(entry => entry.Key, entry => entry.Value.Borne!)
        );

    RateBudget Add(RateKey key)
    {
        var others = services.GetOrAdd(key with { Api = "" }, static _ => new());
        var measured = others.Max(other => other.Ceiling);
        var made = new RateBudget(
            time,
            remembered.Value.TryGetValue(key, out var borne) ? options.Remembering(borne)
                : measured is { } rate ? options.Beside(rate)
                : options
        );
        var budget = budgets.GetOrAdd(key, made);
        if (budget == made)
            others.Enqueue(made);
        return budget;
    }
}

/// <summary>Calls made, and those among them that were answered with a throttling error.</summary>
public sealed record RateUse(long Calls, long Throttled);
