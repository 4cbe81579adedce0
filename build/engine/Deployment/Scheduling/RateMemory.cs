using System.Text.Json.Serialization;
using Deployment.Files;

namespace Deployment.Scheduling;

/// <summary>What APIs were seen to bear, kept between runs in a file that is its owner's alone: accounts, regions, API names and rates.</summary>
public sealed class RateMemory(string file, TimeProvider time)
{
    /// <summary>What is older tells nothing of today.</summary>
    static readonly TimeSpan validFor = TimeSpan.FromDays(14);

    /// <summary>What is known, by API.</summary>
    public IReadOnlyDictionary<RateKey, SustainedRate> Load() =>
        Read()
            .ToDictionary(
                entry => entry.Key,
                entry => new SustainedRate(entry.Value.CallsPerSecond, entry.Value.IsLimit)
            );

    /// <summary>Adds what a run has seen.</summary>
    public void Save(IReadOnlyDictionary<RateKey, SustainedRate> borne)
    {
        ArgumentNullException.ThrowIfNull(borne);
        if (borne.Count == 0)
            return;
        var all = Read();
        foreach (var (key, rate) in borne)
            all[key] = new(
                key.Account,
                key.Region,
                key.Service,
                key.Api,
                Math.Round(rate.CallsPerSecond, 2),
                rate.IsLimit,
                time.GetUtcNow()
            );
        PrivateJson.Write(file, [.. all.Values], MemoryJson.Default.ListRemembered);
    }

    Dictionary<RateKey, Remembered> Read()
    {
        var now = time.GetUtcNow();
        return (PrivateJson.Read(file, MemoryJson.Default.ListRemembered) ?? [])
            .Where(entry => entry.CallsPerSecond > 0 && now - entry.At < validFor)
            .GroupBy(entry => new RateKey(entry.Account, entry.Region, entry.Service, entry.Api))
            .ToDictionary(group => group.Key, group => group.Last());
    }

    internal sealed record Remembered(
        string Account,
        string Region,
        string Service,
        string Api,
        double CallsPerSecond,
        bool IsLimit,
        DateTimeOffset At
    );
}

[JsonSerializable(typeof(List<RateMemory.Remembered>))]
sealed partial class MemoryJson : JsonSerializerContext;
