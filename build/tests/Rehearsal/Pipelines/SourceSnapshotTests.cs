using System.Diagnostics;
using System.IO.Compression;
using Deployment;
using Rehearsal.Pipelines;

namespace Build.Tests.Rehearsal.Pipelines;

public sealed class SourceSnapshotTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("repository-").FullName;
    readonly string _folder = Directory.CreateTempSubdirectory("snapshot-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_WithUncommittedChanges_HasThemOnlyWhenTheyAreAskedForAndLeavesTheIndexAlone()
    {
        Git("init", "--quiet");
        Write("tracked", "committed");
        Git("add", ".");
        Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "First\n\nMore");
        Write("tracked", "changed");
        Write("new", "untracked");
        Write(".gitignore", "ignored");
        Write("ignored", "never");

        var committed = await SourceSnapshot.TakeAsync(_root, _folder, includeUncommitted: false, Cancellation);
        var files = Files(committed);
        var whole = await SourceSnapshot.TakeAsync(_root, _folder, includeUncommitted: true, Cancellation);

        Assert.Equal(Git("rev-parse", "HEAD"), committed.Id);
        Assert.Equal("First", committed.Message);
        Assert.Equal("tracked=committed", files);
        Assert.Equal(".gitignore=ignored new=untracked tracked=changed", Files(whole));
        Assert.Equal("M tracked\n?? .gitignore\n?? new", Git("status", "--short"));
    }

    [Fact]
    public async Task Take_OutsideOfARepository_SaysThatThereIsNoCommit()
    {
        var error = await Assert.ThrowsAsync<BuildException>(() =>
            SourceSnapshot.TakeAsync(_root, _folder, includeUncommitted: false, Cancellation)
        );

        Assert.Equal("NoCommit", Assert.Single(error.Findings).Code);
    }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        Directory.Delete(_folder, recursive: true);
    }

    void Write(string name, string text) => File.WriteAllText(Path.Combine(_root, name), text);

    static string Files(SourceSnapshot snapshot)
    {
        using var zip = ZipFile.OpenRead(snapshot.Zip);
        return string.Join(' ', zip.Entries.Select(entry => $"{entry.FullName}={Read(entry)}"));
    }

    static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = _root, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }
}
