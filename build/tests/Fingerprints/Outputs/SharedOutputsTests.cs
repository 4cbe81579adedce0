using System.Runtime.Versioning;
using Fingerprints;
using Fingerprints.Files;
using Fingerprints.Outputs;
using Fingerprints.Patterns;
using Fingerprints.Stores;

namespace Build.Tests.Fingerprints.Outputs;

public sealed class SharedOutputsTests : IDisposable
{
    private readonly TemporaryCheckout _one = new();
    private readonly TemporaryCheckout _two = new();
    private readonly TemporaryCheckout _shared = new(withGit: false);
    private readonly Step _step = new("infra", "synth")
    {
        Inputs = ["src/**"],
        Outputs = ["out/"],
        IsShared = true,
    };

    public SharedOutputsTests()
    {
        _one.Write("src/a", "1");
        _two.Write("src/a", "1");
        Assert.True(RunOnce(_one).HasRun);
    }

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
        _shared.Dispose();
    }

    private StepResult RunOnce(TemporaryCheckout checkout, bool force = false, Step? step = null) =>
        checkout.RunOnce(
            step ?? _step,
            () =>
            {
                checkout.Write("out/deep/a", checkout.Read("src/a"));
                checkout.Write("out/b", "b");
                return "done";
            },
            checkout.Options with
            {
                SharedFolder = _shared.Root,
                Force = force,
            }
        );

    /// <summary>What others could have put there is as good as absent.</summary>
    [Theory]
    [InlineData("steps", true)]
    [InlineData("steps/*", false)]
    [UnsupportedOSPlatform("windows")]
    public void RunAsync_AListThatOthersMayWrite_IsNotBelieved(string what, bool isFolder)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        var path = isFolder
            ? _shared.PathOf(what)
            : Assert.Single(Directory.GetFiles(_shared.PathOf(Path.GetDirectoryName(what)!)));
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);

        Assert.True(RunOnce(_two).HasRun);
    }

    [Fact]
    public void RunAsync_AnotherCheckoutHasRunIt_TakesItsOutputs()
    {
        _two.Write("out/stale", "stale");

        var result = RunOnce(_two);

        Assert.False(result.HasRun);
        Assert.Equal("done", result.Text);
        Assert.IsType<StepEvent.Restored>(Assert.Single(_two.Events));
        Assert.Equal("1", _two.Read("out/deep/a"));
        Assert.Equal(2, Directory.EnumerateFiles(_two.PathOf("out"), "*", SearchOption.AllDirectories).Count());
        RunOnce(_two);
        Assert.IsType<StepEvent.Skipped>(_two.Events[^1]);
    }

    [Fact]
    public void RunAsync_WhatNobodyAskedForInALongTime_IsRemovedWithTheNextThatIsShared()
    {
        var old = SharedFiles();
        foreach (var file in old)
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-31));
        RunOnce(_two); // asks for them
        var asked = SharedFiles().All(file => File.GetLastWriteTimeUtc(file) > DateTime.UtcNow.AddDays(-1));
        foreach (var file in old)
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-31));

        _two.Write("src/a", "2");
        RunOnce(_two);

        Assert.True(asked);
        Assert.Equal(3, SharedFiles().Count); // a list, and the contents of two files
        Assert.Single(old, File.Exists); // out/b is in both

        List<string> SharedFiles() => [.. Directory.EnumerateFiles(_shared.Root, "*", SearchOption.AllDirectories)];
    }

    [Fact]
    public void RunAsync_Forced_RunsIt() => Assert.True(RunOnce(_two, force: true).HasRun);

    [Fact]
    public void RunAsync_StepThatIsNotShared_RunsIt() =>
        Assert.True(RunOnce(_two, step: _step with { IsShared = false }).HasRun);

    [Fact]
    public void RunAsync_AnySharedFileWrong_RunsItAndLeavesTheRightOutputs()
    {
        foreach (var file in Directory.EnumerateFiles(_shared.Root, "*", SearchOption.AllDirectories))
        {
            for (var i = 0; i < new FileInfo(file).Length; i++)
            {
                var wrong = File.ReadAllBytes(file);
                wrong[i] ^= 1;
                File.WriteAllBytes(file, wrong);
                using var checkout = new TemporaryCheckout(withGit: false);
                checkout.Write("src/a", "1");
                Assert.True(RunOnce(checkout, step: _step).HasRun, $"{file} {i}");
                Assert.Equal("1", checkout.Read("out/deep/a"));

                using var next = new TemporaryCheckout(withGit: false);
                next.Write("src/a", "1");
                Assert.False(RunOnce(next).HasRun, $"{file} {i} was not mended");
            }
        }
        Assert.False(RunOnce(_two).HasRun);
    }

    [Fact]
    public void RunAsync_ListNamesFilesOutsideTheOutputs_RunsIt()
    {
        var other = _step with { Outputs = ["elsewhere/"] };
        Assert.False(RunOnce(_two).HasRun);
        var list = Directory.EnumerateFiles(Path.Combine(_shared.Root, "steps")).Single();
        using var probe = new TemporaryCheckout(withGit: false);
        probe.Write("src/a", "1");
        var fingerprint = probe
            .RunOnce(
                other,
                () =>
                {
                    probe.Write("elsewhere/a", "1");
                    return "";
                }
            )
            .Fingerprint;
        File.Copy(list, Path.Combine(_shared.Root, "steps", $"{fingerprint}"));
        _two.RunOnce(
            other,
            () =>
            {
                _two.Write("elsewhere/a", "own");
                return "";
            },
            _two.Options with
            {
                SharedFolder = _shared.Root,
            }
        );

        Assert.Equal("own", _two.Read("elsewhere/a"));
    }

    [Theory]
    [InlineData("out/a", true)]
    [InlineData("out/../escaped", false)]
    [InlineData("out/deep/../../escaped", false)]
    [InlineData("out/..", false)]
    [InlineData("../out/a", false)]
    [InlineData("out/./a", false)]
    [InlineData("out//a", false)]
    [InlineData("/out/a", false)]
    [InlineData("out\\..\\..\\escaped", false)]
    [InlineData("elsewhere/a", false)]
    public void Fetch_ListWithAPath_IsTakenOnlyWhereThatLiesInTheOutputs(string path, bool isTaken)
    {
        var content = Digest.Of("content");
        File.WriteAllText(Path.Combine(_shared.Root, "contents", $"{content}"), "content");
        var lists = new StoreFolder(Path.Combine(_shared.Root, "steps"), Digest.Of("shared outputs 2"), _ => { });
        var entry = new SharedEntry([], TimeSpan.Zero, "", [new SharedFile(path, FileKind.File, content)]);
        lists.Write($"{content}", writer => SharedEntry.Write(writer, entry));
        var outputs = new SharedOutputs(
            _two.Root,
            _shared.Root,
            _two.PathOf("incoming"),
            _ => { },
            TimeProvider.System
        );

        var fetched = outputs.Fetch(content, new GlobSet(["out/"]), _ => true);

        Assert.Equal(isTaken, fetched is not null);
    }
}
