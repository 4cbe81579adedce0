using Deployment.Texts;
using LocalAws.CodeBuild;
using Settings;

namespace Rehearsal.Workflows;

/// <summary>What GitHub provides to the jobs of a push or a pull request: source, artifacts, tokens, machines.</summary>
/// <param name="Folder">For the folders of jobs.</param>
/// <param name="Source">The zip of what was pushed.</param>
/// <param name="Machine">This machine's programs and package caches.</param>
/// <param name="Run">Runs bash: arguments, folder, environment and who takes its lines.</param>
sealed record WorkflowWorld(
    string Folder,
    string Source,
    SourceSettings Settings,
    TokenIssuer Issuer,
    CodeBuildOptions Machine,
    Func<IReadOnlyList<string>, string, IReadOnlyDictionary<string, string?>, Func<string, bool>, Task<int>> Run
)
{
    /// <summary>Whether a pull request is looked at, and not a push to the branch.</summary>
    public bool IsPullRequest { get; init; }

    /// <summary>What every job has in its environment besides: where AWS is.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Where logs and summaries of jobs are kept; null: nowhere.</summary>
    public string? LogFolder { get; init; }

    int jobs;

    /// <summary>Where artifacts are kept.</summary>
    public string Artifacts { get; init; } = Path.Combine(Folder, "artifacts");

    public string ArtifactOf(string name) => Path.Combine(Artifacts, name);

    /// <summary>The values of expressions.</summary>
    public IReadOnlyDictionary<string, string> ContextOf(JobFolder folder) =>
        new Dictionary<string, string>
        {
            ["github.ref"] = Ref,
            ["github.repository"] = Repository,
            ["github.event.pull_request.head.repo.full_name"] = Repository,
            ["runner.temp"] = folder.Temporary,
        };

    /// <summary>The claim sub of the token that GitHub gives to a job.</summary>
    public string SubjectOf(WorkflowJob job) =>
        $"repo:{Repository}:"
        + (
            job.Environment is { } environment ? $"environment:{environment}"
            : IsPullRequest ? "pull_request"
            : $"ref:{Ref}"
        );

    public JobMachine OpenMachine(string name, WorkflowJob job)
    {
        var root = Path.Combine(Folder, $"job-{Interlocked.Increment(ref jobs)}");
        var folder = JobFolder.Create(root, Machine);
        var variables = new Dictionary<string, string>(Machine.Variables, StringComparer.Ordinal)
        {
            ["CI"] = "true",
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_REF"] = Ref,
            ["GITHUB_REPOSITORY"] = Repository,
            ["GITHUB_STEP_SUMMARY"] = folder.Summary,
            ["HOME"] = folder.Home,
            ["PATH"] = Machine.Path,
            ["RUNNER_TEMP"] = folder.Temporary,
        };
        foreach (
            var (variable, value) in Variables.Concat(
                job.AsksForTokens ? Issuer.Admit(SubjectOf(job)) : new Dictionary<string, string>()
            )
        )
            variables[variable] = value;
        var log = LogFolder is null ? null : Path.Combine(LogFolder, FileNameOf(name));
        return new(
            folder,
            variables,
            (arguments, workspace, environment) => Run(arguments, workspace, environment, line => Hear(log, line)),
            () =>
            {
                if (log is not null && File.ReadAllText(folder.Summary) is { Length: > 0 } summary)
                    File.WriteAllText(Path.ChangeExtension(log, ".md"), summary);
                Directory.Delete(root, recursive: true);
            }
        );
    }

    string Repository => $"{Settings.Properties["owner"]}/{Settings.Properties["repository"]}";

    string Ref => IsPullRequest ? "refs/pull/1/merge" : $"refs/heads/{Settings.Properties["branch"]}";

    /// <summary>Kept in the log, and not printed: what a rehearsal prints is how far it is.</summary>
    static bool Hear(string? log, string line)
    {
        if (log is not null)
            lock (hearing)
                File.AppendAllText(log, ForeignText.ToLog(line) + '\n');
        return false;
    }

    static readonly Lock hearing = new();

    static string FileNameOf(string name) =>
        string.Join('-', name.Split([' ', '/'], StringSplitOptions.RemoveEmptyEntries)) + ".log";
}
