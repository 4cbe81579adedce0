using System.Diagnostics;
using Deployment;

namespace Rehearsal.Pipelines;

/// <summary>What a push would send: the last commit, or the work tree as it is.</summary>
/// <param name="Id">The commit's id; of a work tree, the hash of a commit that git makes of it and no branch knows.</param>
/// <param name="Message">The first line of the commit's message.</param>
/// <param name="Zip">A zip of the files, as a source action leaves it.</param>
sealed record SourceSnapshot(string Id, string Message, string Zip)
{
    /// <summary>Takes a snapshot into a file of that folder.</summary>
    /// <exception cref="BuildException">There is no git, no repository or no commit.</exception>
    public static async Task<SourceSnapshot> TakeAsync(
        string root,
        string folder,
        bool includeUncommitted,
        CancellationToken cancellationToken
    )
    {
        var git = new Git(root, folder);
        var id = includeUncommitted
            ? await git.CommitWorkTreeAsync(cancellationToken)
            : await git.RunAsync(cancellationToken, "rev-parse", "HEAD");
        var message = includeUncommitted
            ? "The work tree, uncommitted changes included"
            : await git.RunAsync(cancellationToken, "log", "-1", "--format=%s", id);
        var zip = Path.Combine(folder, "source.zip");
        await git.RunAsync(cancellationToken, "archive", "--format=zip", $"--output={zip}", id);
        return new(id, message, zip);
    }

    /// <summary>git in a repository; the index that work trees are noted in is a file of its own, so that the user's stays as it is.</summary>
    sealed class Git(string root, string folder)
    {
        public async Task<string> CommitWorkTreeAsync(CancellationToken cancellationToken)
        {
            var index = Path.Combine(folder, "index");
            File.Delete(index);
            await RunAsync(index, cancellationToken, "add", "--all");
            var tree = await RunAsync(index, cancellationToken, "write-tree");
            return await RunAsync(
                index,
                cancellationToken,
                "-c",
                "user.name=rehearsal",
                "-c",
                "user.email=rehearsal@localhost",
                "commit-tree",
                "-m",
                "work tree",
                tree
            );
        }

        public Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments) =>
            RunAsync(index: null, cancellationToken, arguments);

        async Task<string> RunAsync(string? index, CancellationToken cancellationToken, params string[] arguments)
        {
            var start = new ProcessStartInfo("git", arguments)
            {
                WorkingDirectory = root,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            if (index is not null)
                start.Environment["GIT_INDEX_FILE"] = index;
            using var process = new Process { StartInfo = start };
            Tools.ChildProcesses.Start(process, "git");
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? output.Trim()
                : throw new BuildException(
                    new Finding(
                        RehearsalCodes.NoCommit,
                        "There is nothing to rehearse: git does not know the last commit",
                        [$"git {arguments[0]}: {(await errors).Trim()}"],
                        "commit what the pipeline is to run"
                    )
                );
        }
    }
}
