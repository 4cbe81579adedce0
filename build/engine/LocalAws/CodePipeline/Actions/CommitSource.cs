using System.Globalization;
using LocalAws.CodePipeline.Artifacts;
using LocalAws.CodePipeline.Executions;
using LocalAws.CodePipeline.Sources;

namespace LocalAws.CodePipeline.Actions;

/// <summary>Takes the head of a branch, or the commit that the start of the execution names, as the source artifact.</summary>
static class CommitSource
{
    const string Time = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static StoredCommit Find(ActionContext context, string repository, string branch, string missing)
    {
        var sources = context.Runner.Sources;
        var wanted = context.Execution.Overrides.GetValueOrDefault(context.Action.Name);
        return (wanted is null ? sources.Head(repository, branch) : sources.Find(repository, wanted.Value))
            ?? throw new ActionException(
                wanted is null ? "ConfigurationError" : "RevisionUnavailable",
                $"{missing} (the local AWS has what was pushed to it: {(wanted is null ? $"nothing to branch {branch}" : $"no commit {wanted.Value}")} of {repository})"
            );
    }

    public static async Task<ActionOutcome> LeaveAsync(
        ActionContext context,
        StoredCommit found,
        string? url,
        Dictionary<string, string> variables,
        CancellationToken cancellationToken
    )
    {
        var commit = found.Commit;
        variables["AuthorDate"] = Stamp(commit.Date);
        variables["BranchName"] = commit.Branch;
        variables["CommitId"] = commit.Id;
        variables["CommitMessage"] = commit.Message;
        await using var repository = context.Runner.Sources.OpenZip(found);
        await using var zip = await BareZip.OfAsync(repository, context.Services.World.Now, cancellationToken);
        return new()
        {
            Outputs = await context.LeaveAsync(zip, cancellationToken),
            Variables = variables,
            Revision = new(commit.Id, commit.Message, url, commit.Date),
            Summary = commit.Message,
        };
    }

    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);
}

/// <summary>ThirdParty GitHub: the token was resolved when the pipeline was made, and whether GitHub takes it is not known here.</summary>
sealed class GitHubSource : IActionProvider
{
    public Task<ActionOutcome> RunAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var (owner, name) = (context["Owner"]!, context["Repo"]!);
        var found = CommitSource.Find(
            context,
            $"{owner}/{name}",
            context["Branch"]!,
            $"Could not access the GitHub repository: \"{owner}/{name}\""
        );
        var url = $"https://github.com/{owner}/{name}/commit/{found.Commit.Id}";
        var variables = new Dictionary<string, string>
        {
            ["CommitUrl"] = url,
            ["CommitterDate"] = CommitSource.Stamp(found.Commit.Date),
            ["RepositoryName"] = name,
        };
        return CommitSource.LeaveAsync(context, found, url, variables, cancellationToken);
    }
}

/// <summary>A repository by a connection, which the action's role has to be allowed to use and somebody has to have completed.</summary>
sealed class ConnectionSource : IActionProvider
{
    public Task<ActionOutcome> RunAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var (arn, repository, branch) = (
            context["ConnectionArn"]!,
            context["FullRepositoryId"]!,
            context["BranchName"]!
        );
        DemandUse(context, arn, repository);
        if (context.Runner.Sources.ProviderOf(arn) is not { } provider)
            throw new ActionException(
                "ConfigurationError",
                context.Runner.Sources.IsPending(arn)
                    ? $"[Connections] Connection {arn} is not available: its status is PENDING until somebody completes it"
                    : $"[Connections] Connection {arn} not found"
            );
        var found = CommitSource.Find(
            context,
            repository,
            branch,
            $"[{provider}] No Branch [{branch}] found for FullRepositoryName [{repository}]"
        );
        var variables = new Dictionary<string, string>
        {
            ["AuthorDisplayName"] = found.Commit.Author,
            ["AuthorEmail"] = found.Commit.AuthorEmail,
            ["AuthorId"] = found.Commit.Author,
            ["ConnectionArn"] = arn,
            ["FullRepositoryName"] = repository,
            ["ProviderType"] = provider,
        };
        var url =
            $"https://{context.Region}.console.aws.amazon.com/codesuite/settings/connections/redirect?connectionArn={arn}&referenceType=COMMIT&FullRepositoryId={repository}&Commit={found.Commit.Id}";
        return CommitSource.LeaveAsync(context, found, url, variables, cancellationToken);
    }

    /// <summary>The service has two names; a policy may use the one for an ARN of the other.</summary>
    static void DemandUse(ActionContext context, string arn, string repository)
    {
        var names = arn.Contains(":codestar-connections:", StringComparison.Ordinal)
            ? ["codestar-connections", "codeconnections"]
            : (string[])["codeconnections", "codestar-connections"];
        if (names.Any(name => context.Services.Authorizer.Allows(context.Caller, Question(name))))
            return;
        context.Services.Authorizer.Demand(context.Caller, Question(names[0]));

        Identities.AccessQuestion Question(string name) =>
            new($"{name}:UseConnection", arn, context.Region)
            {
                Context = Iam.RequestContext.Empty.With($"{name}:FullRepositoryId", repository),
            };
    }
}

/// <summary>A CodeCommit repository of the role's account, with the permissions on it that its archive needs.</summary>
sealed class CodeCommitSource : IActionProvider
{
    static readonly string[] _actions = ["GetBranch", "GetCommit", "UploadArchive", "GetUploadArchiveStatus"];

    public Task<ActionOutcome> RunAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var (name, branch) = (context["RepositoryName"]!, context["BranchName"]!);
        var arn = $"arn:{Partitions.Of(context.Region)}:codecommit:{context.Region}:{context.Caller.Account}:{name}";
        foreach (var action in _actions)
            context.Demand($"codecommit:{action}", arn);
        var found = CommitSource.Find(
            context,
            name,
            branch,
            $"The action failed because no branch named {branch} was found in the selected AWS CodeCommit repository {name}. Make sure you are using the correct branch name, and then try again."
        );
        var variables = new Dictionary<string, string>
        {
            ["CommitterDate"] = CommitSource.Stamp(found.Commit.Date),
            ["RepositoryName"] = name,
        };
        var url =
            $"https://{context.Region}.console.aws.amazon.com/codecommit/home#/repository/{name}/commit/{found.Commit.Id}";
        return CommitSource.LeaveAsync(context, found, url, variables, cancellationToken);
    }
}
