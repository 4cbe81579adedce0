using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Deployment.Assemblies;
using Deployment.Files;

namespace Deployment.Credentials;

/// <summary>
/// The environments that were bootstrapped a short while ago. New and changed roles take seconds, seldom a minute, until all
/// of AWS knows them (IAM User Guide, "Changes that I make are not always immediately visible"): a refusal may pass by itself.
/// </summary>
/// <param name="file">Where the next runs learn of them; null: they do not.</param>
/// <param name="known">How long changes take, where that is known: a local AWS says it. Null, or where it returns null:
/// <see cref="SettledAfter"/>.</param>
public sealed class RecentBootstraps(TimeProvider time, string? file = null, Func<TimeSpan?>? known = null)
{
    /// <summary>After so long a refusal is meant.</summary>
    public static readonly TimeSpan SettledAfter = TimeSpan.FromMinutes(2);

    /// <summary>Over what is known: a call that was refused just before it must not be the last one.</summary>
    static readonly TimeSpan margin = TimeSpan.FromSeconds(1);

    readonly Lazy<ConcurrentDictionary<TargetEnvironment, (long Noted, TimeSpan Age)>> noted = new(() =>
        Load(time, file)
    );

    /// <summary>An environment whose roles were made or changed just now.</summary>
    public void Note(TargetEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        Note(environment, TimeSpan.Zero);
        if (file is null)
            return;
        lock (noted)
        {
            var now = time.GetUtcNow();
            PrivateJson.Write(
                file,
                [
                    .. noted
                        .Value.Keys.Where(recent => AgeOf(recent) < SettledAfter)
                        .Select(recent => new Bootstrapped(recent.Account, recent.Region, now - AgeOf(recent))),
                ],
                BootstrapJson.Default.ListBootstrapped
            );
        }
    }

    /// <param name="age">How long ago its roles were made or changed.</param>
    internal void Note(TargetEnvironment environment, TimeSpan age) =>
        noted.Value[environment] = (time.GetTimestamp(), age > TimeSpan.Zero ? age : TimeSpan.Zero);

    /// <summary>Whether not all of AWS may know the environment's roles yet.</summary>
    public bool Include(TargetEnvironment environment) => AgeOf(environment) < Patience;

    /// <summary>For how long a refusal of something new may pass by itself. Zero: changes are known everywhere at once.</summary>
    public TimeSpan Patience =>
        known?.Invoke() is not { } taken ? SettledAfter
        : taken > TimeSpan.Zero ? taken + margin
        : TimeSpan.Zero;

    TimeSpan AgeOf(TargetEnvironment environment) =>
        noted.Value.TryGetValue(environment, out var found)
            ? time.GetElapsedTime(found.Noted) + found.Age
            : TimeSpan.MaxValue;

    static ConcurrentDictionary<TargetEnvironment, (long Noted, TimeSpan Age)> Load(TimeProvider time, string? file)
    {
        var (now, noted) = (time.GetUtcNow(), time.GetTimestamp());
        return new(
            (file is null ? null : PrivateJson.Read(file, BootstrapJson.Default.ListBootstrapped) ?? [])
                ?.DistinctBy(entry => new TargetEnvironment(entry.Account, entry.Region))
                .Where(entry => entry.At <= now)
                .Select(entry =>
                    KeyValuePair.Create(new TargetEnvironment(entry.Account, entry.Region), (noted, now - entry.At))
                )
                ?? []
        );
    }

    internal sealed record Bootstrapped(string Account, string Region, DateTimeOffset At);
}

[JsonSerializable(typeof(List<RecentBootstraps.Bootstrapped>))]
sealed partial class BootstrapJson : JsonSerializerContext;
