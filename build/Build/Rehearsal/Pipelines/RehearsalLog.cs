using System.Collections.Concurrent;
using LocalAws.CodeBuild.Builds;
using LocalAws.Identities;

namespace Build.Rehearsal.Pipelines;

/// <summary>What the local AWS tells of a rehearsal: who was allowed and denied what, how far builds are, what they print.</summary>
sealed class RehearsalLog
{
    const int Tail = 40;
    readonly ConcurrentDictionary<(string Role, string Action), int> allowed = new();
    readonly ConcurrentQueue<string> denied = new();
    readonly ConcurrentDictionary<string, BuildRecord> builds = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, ConcurrentQueue<string>> lines = new(StringComparer.Ordinal);

    /// <summary>How often each role did what.</summary>
    public ILookup<string, (string Action, int Times)> Allowed =>
        allowed
            .OrderBy(entry => entry.Key)
            .ToLookup(entry => entry.Key.Role, entry => (entry.Key.Action, Times: entry.Value), StringComparer.Ordinal);

    /// <summary>What was denied, in IAM's words, each once.</summary>
    public IReadOnlyList<string> Denied => [.. denied.Distinct()];

    /// <summary>Notes a decision of IAM.</summary>
    public void Decide(AccessDecision decision)
    {
        if (decision.IsAllowed)
            allowed.AddOrUpdate((decision.Principal, decision.Action), 1, (_, times) => times + 1);
        else
            denied.Enqueue(decision.Message);
    }

    /// <summary>Notes how far a build is.</summary>
    public void Note(BuildRecord build) => builds[build.Id] = build;

    /// <summary>Notes what a build prints, the last lines only.</summary>
    public void Hear(string buildArn, string line)
    {
        var kept = lines.GetOrAdd(buildArn, _ => new());
        kept.Enqueue(line);
        while (kept.Count > Tail)
            kept.TryDequeue(out _);
    }

    /// <summary>The build of an id, or null.</summary>
    public BuildRecord? BuildOf(string? id) => id is null ? null : builds.GetValueOrDefault(id);

    /// <summary>The last lines of a build's log.</summary>
    public IReadOnlyList<string> TailOf(BuildRecord build) =>
        lines.TryGetValue(build.Arn, out var kept) ? [.. kept] : [];
}
