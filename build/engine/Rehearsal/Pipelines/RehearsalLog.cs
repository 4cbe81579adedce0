using System.Collections.Concurrent;
using Deployment.Texts;
using LocalAws.CodeBuild.Builds;
using LocalAws.Identities;

namespace Rehearsal.Pipelines;

/// <summary>What the local AWS tells of a rehearsal: who was allowed and denied what, how far builds are, what they print.</summary>
/// <param name="time">When lines are printed.</param>
/// <param name="folder">Where the logs of builds are kept, a file each, from the working directory, or null.</param>
sealed class RehearsalLog(TimeProvider time, string? folder = null)
{
    /// <summary>What the rehearsal itself asks again and again is nobody's deed.</summary>
    static readonly string[] watching = ["codepipeline:ListActionExecutions", "codepipeline:ListPipelineExecutions"];

    readonly ConcurrentDictionary<(string Role, string Action), int> allowed = new();
    readonly List<AccessDecision> denied = [];
    readonly ConcurrentDictionary<string, BuildRecord> builds = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, BuildTrace> traces = new(StringComparer.Ordinal);

    /// <summary>How often each role did what.</summary>
    public ILookup<string, (string Action, int Times)> Allowed =>
        allowed
            .OrderBy(entry => entry.Key)
            .ToLookup(entry => entry.Key.Role, entry => (entry.Key.Action, Times: entry.Value), StringComparer.Ordinal);

    /// <summary>What was denied and stayed so: what was only not known everywhere yet has passed by itself.</summary>
    public IReadOnlyList<AccessDecision> Denied
    {
        get
        {
            lock (denied)
                return [.. denied];
        }
    }

    /// <summary>Notes a decision of IAM.</summary>
    public void Decide(AccessDecision decision)
    {
        lock (denied)
        {
            if (!decision.IsAllowed)
                denied.Add(decision);
            else
                denied.RemoveAll(before =>
                    (before.Principal, before.Action, before.Resource)
                    == (decision.Principal, decision.Action, decision.Resource)
                );
        }
        if (!decision.IsAllowed)
            return;
        if (!watching.Contains(decision.Action, StringComparer.Ordinal))
            allowed.AddOrUpdate((decision.Principal, decision.Action), 1, (_, times) => times + 1);
    }

    /// <summary>Notes how far a build is.</summary>
    public void Note(BuildRecord build) => builds[build.Id] = build;

    /// <summary>Notes what a build prints, secrets already hidden.</summary>
    public void Hear(string buildArn, string line)
    {
        var trace = traces.GetOrAdd(buildArn, _ => new());
        lock (trace)
        {
            trace.Hear(line, time.GetUtcNow());
            if (FileOf(buildArn) is { } file)
                File.AppendAllText(file, ForeignText.ToLog(line) + '\n');
        }
    }

    /// <summary>The build of an id, or null.</summary>
    public BuildRecord? BuildOf(string? id) => id is null ? null : builds.GetValueOrDefault(id);

    /// <summary>What a build has printed, as far as it is kept.</summary>
    public BuildTrace TraceOf(BuildRecord build) => traces.GetValueOrDefault(build.Arn) ?? new();

    /// <summary>The file with a build's log, or null.</summary>
    public string? FileOf(string buildArn) =>
        folder is null ? null : Path.Combine(folder, $"{buildArn.Split('/')[^1].Replace(':', '-')}.log");
}
