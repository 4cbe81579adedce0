using Deployment;
using Fingerprints;

namespace Build.Tests.Fingerprints;

public sealed class StepRunnerTests : IDisposable
{
    private readonly TemporaryCheckout _checkout = new();
    private readonly Step _step = new("infra", "synth")
    {
        Inputs = ["src/**", "!src/README.md"],
        Arguments = ["synth", "--all"],
        Settings = new Dictionary<string, string> { ["cicd.account"] = "123456789012" },
        Tools = new Dictionary<string, string> { ["node"] = "20.1.0" },
        Variables = ["CDK_DEBUG"],
        Outputs = ["out/"],
    };

    public StepRunnerTests()
    {
        _checkout.Write("src/main.ts", "one");
        _checkout.Write("src/util.ts", "two");
        _checkout.Write("src/README.md", "read me");
        RunOnce();
        _checkout.Events.Clear();
    }

    public void Dispose() => _checkout.Dispose();

    private StepResult RunOnce(Step? step = null, StepRunnerOptions? options = null) =>
        _checkout.RunOnce(step ?? _step, Synth, options);

    private string Synth()
    {
        _checkout.Write("out/template.json", _checkout.Read("src/main.ts"));
        _checkout.Write("out/assets/a", "asset");
        return "1 stack";
    }

    [Fact]
    public void RunAsync_NothingChanged_SkipsAndReturnsTheEarlierText()
    {
        var result = RunOnce();

        Assert.False(result.HasRun);
        Assert.Equal("1 stack", result.Text);
        Assert.IsType<StepEvent.Skipped>(Assert.Single(_checkout.Events));
    }

    [Fact]
    public void RunAsync_FileTouched_Skips()
    {
        File.SetLastWriteTimeUtc(_checkout.PathOf("src/main.ts"), DateTime.UnixEpoch);
        File.SetLastWriteTimeUtc(_checkout.PathOf("out/template.json"), DateTime.UnixEpoch);

        Assert.False(RunOnce().HasRun);
        Assert.False(RunOnce().HasRun);
    }

    [Fact]
    public void RunAsync_FileChangedAddedAndRemoved_NamesThem()
    {
        _checkout.Write("src/main.ts", "ONE");
        _checkout.Write("src/more.ts", "");
        File.Delete(_checkout.PathOf("src/util.ts"));

        Assert.True(RunOnce().HasRun);
        Assert.Equal(
            ["file src/main.ts changed", "file src/more.ts added", "file src/util.ts removed"],
            _checkout.LastReasons
        );
    }

    [Fact]
    public void RunAsync_ExcludedFileChanged_Skips()
    {
        _checkout.Write("src/README.md", "changed");

        Assert.False(RunOnce().HasRun);
    }

    [Fact]
    public void RunAsync_ExecutableBitSet_RunsAgain()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no such bit.");
        else
            File.SetUnixFileMode(_checkout.PathOf("src/main.ts"), (UnixFileMode)0b111_101_101);

        Assert.True(RunOnce().HasRun);
        Assert.Equal(["file src/main.ts changed from 100644 to 100755"], _checkout.LastReasons);
    }

    [Fact]
    public void RunAsync_ExecutableBitOfAnOutputSet_RunsAgain()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no such bit.");
        else
            File.SetUnixFileMode(_checkout.PathOf("out/template.json"), (UnixFileMode)0b111_101_101);

        Assert.True(RunOnce().HasRun);
        Assert.Contains("changed its mode", Assert.Single(_checkout.LastReasons), StringComparison.Ordinal);
    }

    [Fact]
    public void RunAsync_AnotherPlatform_RunsAgain()
    {
        Assert.True(RunOnce(options: _checkout.Options with { Platform = "plan9-mips" }).HasRun);
        Assert.Contains("plan9-mips", Assert.Single(_checkout.LastReasons), StringComparison.Ordinal);
    }

    [Fact]
    public void RunAsync_LinkPointsElsewhere_RunsAgain()
    {
        File.CreateSymbolicLink(_checkout.PathOf("src/link"), "main.ts");
        RunOnce();
        File.Delete(_checkout.PathOf("src/link"));
        File.CreateSymbolicLink(_checkout.PathOf("src/link"), "util.ts");

        Assert.True(RunOnce().HasRun);
        Assert.Equal(["file src/link changed"], _checkout.LastReasons);
    }

    [Fact]
    public void RunAsync_ArgumentSettingToolOrVariableChanged_NamesItWithoutSecrets()
    {
        _checkout.Variables["CDK_DEBUG"] = "secret";
        var step = _step with
        {
            Arguments = ["synth", "--quiet"],
            Settings = new Dictionary<string, string> { ["cicd.account"] = "999999999999" },
            Tools = new Dictionary<string, string> { ["node"] = "20.2.0" },
        };

        Assert.True(RunOnce(step).HasRun);
        Assert.Equal(
            [
                "argument 002 changed from --all to --quiet",
                "setting cicd.account changed",
                "tool node changed from 20.1.0 to 20.2.0",
                "environment variable CDK_DEBUG changed",
            ],
            _checkout.LastReasons
        );
        var stored = Directory.EnumerateFiles(_checkout.StoreFolder).Select(file => File.ReadAllText(file));
        Assert.DoesNotContain(stored, text => text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void RunAsync_VariableNotDeclared_Skips()
    {
        _checkout.Variables["PATH"] = "/elsewhere";

        Assert.False(RunOnce().HasRun);
    }

    [Fact]
    public void RunAsync_OutputChangedMissingOrAdded_RunsAgain()
    {
        _checkout.Write("out/template.json", "two");
        Assert.True(RunOnce().HasRun);
        Assert.Equal(["output out/template.json changed"], _checkout.LastReasons);

        File.Delete(_checkout.PathOf("out/assets/a"));
        Assert.True(RunOnce().HasRun);
        Assert.Equal(["output out/assets/a missing"], _checkout.LastReasons);

        _checkout.Write("out/stale.json", "");
        Assert.True(RunOnce(_step with { StartsClean = true }).HasRun);
        Assert.Equal(["output out/stale.json added"], _checkout.LastReasons);
        Assert.False(File.Exists(_checkout.PathOf("out/stale.json")));
    }

    [Fact]
    public void RunAsync_OutputOfTheSameSizeWithItsOldTime_RunsAgain()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The time of the last change of status is read on Linux.");
        var file = _checkout.PathOf("out/template.json");
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "eno");
        File.SetLastWriteTimeUtc(file, time);

        Assert.True(RunOnce().HasRun);
    }

    [Fact]
    public void RunAsync_Forced_RunsAgain()
    {
        Assert.True(RunOnce(options: _checkout.Options with { Force = true }).HasRun);
        Assert.Equal(["--force"], _checkout.LastReasons);
    }

    [Fact]
    public void RunAsync_ActionFailed_RunsAgain()
    {
        _checkout.Write("src/main.ts", "broken");
        Assert.Throws<InvalidOperationException>(() =>
            _checkout.RunOnce(_step, () => throw new InvalidOperationException())
        );
        _checkout.Write("src/main.ts", "one");

        Assert.True(RunOnce().HasRun);
        Assert.Equal(["first run"], _checkout.LastReasons);
    }

    [Fact]
    public void RunAsync_OutputNotWritten_Fails()
    {
        var step = _step with { Outputs = ["out/", "report.xml"] };

        var exception = Assert.Throws<BuildException>(() => RunOnce(step));
        Assert.Equal("OutputMissing", Assert.Single(exception.Findings).Code);
        Assert.True(RunOnce().HasRun);
    }

    [Fact]
    public void RunAsync_InputChangedMeanwhile_IsNotRecorded()
    {
        _checkout.Write("src/main.ts", "first");
        _checkout.RunOnce(
            _step,
            () =>
            {
                _checkout.Write("src/main.ts", "second");
                return Synth();
            }
        );

        Assert.Single(_checkout.Events.OfType<StepEvent.NotRecorded>());
        Assert.True(RunOnce().HasRun);
        Assert.False(RunOnce().HasRun);
    }

    [Fact]
    public void RunAsync_InputThatItRewrites_CountsAsItLeavesIt()
    {
        var step = _step with { Rewrites = ["src/context.json"] };
        _checkout.RunOnce(
            step,
            () =>
            {
                _checkout.Write("src/context.json", "looked up");
                return Synth();
            }
        );
        _checkout.Write("src/main.ts", "changed");
        _checkout.RunOnce(
            step,
            () =>
            {
                _checkout.Write("src/context.json", "looked up again");
                return Synth();
            }
        );

        Assert.False(RunOnce(step).HasRun);
        _checkout.Write("src/context.json", "edited");
        Assert.True(RunOnce(step).HasRun);
    }

    [Fact]
    public void RunAsync_PrecedingStepRanOnOtherInputs_RunsAgain()
    {
        var install = new Step("infra", "install") { Inputs = ["yarn.lock"] };
        var synth = _step with { After = ["infra install"] };
        _checkout.Write("yarn.lock", "1");
        RunBoth();
        _checkout.Events.Clear();
        RunBoth();
        Assert.All(_checkout.Events, happened => Assert.IsType<StepEvent.Skipped>(happened));

        _checkout.Write("yarn.lock", "2");
        RunBoth();
        Assert.Equal(["step infra install changed"], _checkout.LastReasons);

        void RunBoth()
        {
            using var runner = _checkout.Runner();
            TemporaryCheckout.Run(runner, install);
            TemporaryCheckout.Run(runner, synth, Synth);
        }
    }

    [Fact]
    public void RunAsync_PrecedingStepNeverSucceeded_IsNotRecorded()
    {
        var synth = _step with { After = ["infra install"] };

        Assert.True(RunOnce(synth).HasRun);
        Assert.True(RunOnce(synth).HasRun);
        var unrecorded = _checkout.Events.OfType<StepEvent.NotRecorded>().Last();
        Assert.Equal("step infra install has not succeeded", Assert.Single(unrecorded.Reasons).ToString());
    }

    [Fact]
    public void RunAsync_IgnoredFileChanged_CountsWhereItIsDeclared()
    {
        _checkout.Write(".gitignore", "*.log\n");
        _checkout.Write("src/debug.log", "1");
        var declared = _step with { Name = "other", IgnoredInputs = ["src/*.log"] };
        RunOnce(declared);

        _checkout.Write("src/debug.log", "2");
        Assert.False(RunOnce().HasRun);
        Assert.True(RunOnce(declared).HasRun);
    }

    [Fact]
    public void RunAsync_IgnoredFileThatGitTracks_Counts()
    {
        _checkout.Write("src/vendored.js", "1");
        _checkout.Git("add", "src/vendored.js");
        _checkout.Write(".gitignore", "src/*.js\n");
        RunOnce();

        _checkout.Write("src/vendored.js", "2");
        Assert.True(RunOnce().HasRun);
        Assert.Equal(["file src/vendored.js changed"], _checkout.LastReasons);
    }
}
