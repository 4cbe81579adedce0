using System.Diagnostics;
using Build.Tests.Deployment;
using Deployment;
using Rehearsal.Workflows;

namespace Build.Tests.Rehearsal.Workflows;

/// <summary>What a rehearsal of workflows goes on from.</summary>
public sealed class RehearsedJobsTests : IDisposable
{
    readonly TemporaryFolder repository = new();
    readonly TemporaryFolder kept = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        repository.Dispose();
        kept.Dispose();
    }

    [Fact]
    public async Task Resume_AfterAFailure_HasTheSourceTheArtifactsAndWhatHadSucceeded()
    {
        Commit("First");
        var first = new RehearsedJobs(kept.Path);
        var pushed = await first.BeginAsync(repository.Path, includeUncommitted: false, Cancellation);
        Directory.CreateDirectory(Path.Combine(first.Artifacts, "assemblies"));
        first.Done.UnionWith(["Release / synth", "Release / wave-Test Infra-1"]);
        first.End(hasFailed: true);
        Commit("Second");

        var retried = new RehearsedJobs(kept.Path);
        var resumed = retried.Resume();

        Assert.Equal(pushed, resumed);
        Assert.True(File.Exists(resumed.Zip));
        Assert.Equal(first.Done.Order(), retried.Done.Order());
        Assert.True(Directory.Exists(Path.Combine(retried.Artifacts, "assemblies")));
    }

    [Fact]
    public async Task NothingToRetry_ARehearsalFromTheBeginning_IsWhatComesNext()
    {
        Commit("First");
        var jobs = new RehearsedJobs(kept.Path);

        var before = Assert.Throws<BuildException>(() => jobs.Resume());
        await jobs.BeginAsync(repository.Path, includeUncommitted: false, Cancellation);
        jobs.End(hasFailed: false);
        var after = Assert.Throws<BuildException>(() => jobs.Resume());

        Assert.All([before, after], failure => Assert.Equal("NothingToRetry", Assert.Single(failure.Findings).Code));
        Assert.Equal("./build.sh --target=Rehearse", after.Findings[0].Next);
    }

    void Commit(string message)
    {
        Git("init", "--quiet");
        Git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--allow-empty", "-m", message);
    }

    void Git(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("git", arguments) { WorkingDirectory = repository.Path }
        )!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
