using System.Diagnostics;
using Arguments;
using Deployment.NextActions;
using Reporting.Runs;
using Steps;
using Tools;

namespace Releases.Runs;

/// <summary>Finds out who started a run, and of which commit.</summary>
static class RunOrigins
{
    /// <summary>Who build servers say started a build: GitHub, GitLab, Azure Pipelines, CodeBuild.</summary>
    static readonly string[] variablesOfUsers =
    [
        "GITHUB_ACTOR",
        "GITLAB_USER_LOGIN",
        "BUILD_REQUESTEDFOR",
        "CODEBUILD_INITIATOR",
    ];

    /// <summary>What they say is checked out, where that is no repository.</summary>
    static readonly string[] variablesOfCommits =
    [
        "GITHUB_SHA",
        "CI_COMMIT_SHA",
        "BUILD_SOURCEVERSION",
        "CODEBUILD_RESOLVED_SOURCE_VERSION",
    ];

    public static async Task<RunOrigin> OfAsync(ReleaseContext context)
    {
        var user = First(variablesOfUsers) ?? System.Environment.UserName;
        return new(CommandOf(context.Arguments.GetArguments()), user, context.World.IsLocal)
        {
            Caller = context.Record.Caller,
            Commit = await CommitAsync(context),
        };
    }

    static string? First(string[] variables) =>
        variables
            .Select(System.Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));

    /// <summary>The options that there are, as they were given; values of parameters may be secret and are left out.</summary>
    internal static string CommandOf(IDictionary<string, ICollection<string>> arguments)
    {
        var known = BuildOptions
            .All.Select(option => option.Name)
            .Where(name => name != BuildOptions.Parameters)
            .Prepend("target")
            .ToHashSet(StringComparer.Ordinal);
        var words = arguments
            .Where(argument => known.Contains(argument.Key))
            .OrderBy(argument => argument.Key != "target")
            .SelectMany(argument => argument.Value.Select(value => Word(argument.Key, value)))
            .Concat(
                (arguments.TryGetValue(BuildOptions.Parameters, out var given) ? given : []).Select(value =>
                    $"--{BuildOptions.Parameters}={ShellWord.Of(value.Split('=')[0])}=..."
                )
            );
        return string.Join(' ', words.Prepend("./build.sh"));
    }

    static string Word(string name, string value) =>
        value.Length == 0 || value is "True" or "true" ? $"--{name}" : $"--{name}={ShellWord.Of(value)}";

    /// <summary>Null where neither git nor a build server knows it.</summary>
    static async Task<RunCommit?> CommitAsync(ReleaseContext context)
    {
        if (
            Programs.Find("git") is { } git
            && await RunAsync(git, context.Root, "status", "--porcelain=v2", "--branch", "--untracked-files=no")
                is { } status
            && Commit(status) is { } commit
        )
            return commit with { Subject = (await RunAsync(git, context.Root, "log", "-1", "--format=%s"))?.Trim() };
        return First(variablesOfCommits) is { } id ? new(id, null, null, IsChanged: false) : null;
    }

    /// <summary>Reads <c>git status --porcelain=v2 --branch</c> (https://git-scm.com/docs/git-status).</summary>
    internal static RunCommit? Commit(string status)
    {
        var lines = status.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var branch = Header("branch.head");
        return Header("branch.oid") is { } id && id != "(initial)"
            ? new(id, branch == "(detached)" ? null : branch, null, lines.Any(line => !line.StartsWith('#')))
            : null;

        string? Header(string name) =>
            lines
                .FirstOrDefault(line => line.StartsWith($"# {name} ", StringComparison.Ordinal))
                ?[($"# {name} ".Length)..];
    }

    /// <summary>What it prints; null where it fails.</summary>
    static async Task<string?> RunAsync(string git, string root, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(git, arguments)
            {
                WorkingDirectory = root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        // It reads, and leaves the index of whoever works there alone.
        process.StartInfo.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        ChildProcesses.Start(process, "git");
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : null;
    }
}
