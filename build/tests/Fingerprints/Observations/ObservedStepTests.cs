using Fingerprints;
using Fingerprints.Files;
using Fingerprints.Observations;

namespace Build.Tests.Fingerprints.Observations;

/// <summary>What a step was seen to depend on, besides what it declares.</summary>
public sealed class ObservedStepTests : IDisposable
{
    readonly TemporaryCheckout checkout = new();
    readonly DirectoryInfo outside = Directory.CreateTempSubdirectory("outside-");
    readonly Step step = new("infra", "synth") { Inputs = ["src/**"], Outputs = ["out/"] };

    public ObservedStepTests() => checkout.Write("src/main.ts", "one");

    public void Dispose()
    {
        checkout.Dispose();
        outside.Delete(recursive: true);
    }

    static Observation Present(string path) =>
        new Observation.Presence(path, File.Exists(path) ? FileKind.File : FileKind.Missing);

    static Observation Listed(string path) =>
        new Observation.Folder(
            Path.GetDirectoryName(path)!,
            [.. Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Select(file => Path.GetFileName(file))]
        );

    string Outside(string name) => Path.Combine(outside.FullName, name);

    public static TheoryData<string, Func<string, Observation>, Action<string>, string> Changes =>
        new()
        {
            { "one", path => new Observation.File(path), path => File.WriteAllText(path, "two"), "file * changed" },
            { "one", path => new Observation.File(path), File.Delete, "file * removed" },
            { "", path => new Observation.File(path), path => File.WriteAllText(path, "two"), "file * added" },
            { "", Present, path => File.WriteAllText(path, ""), "file * added" },
            { "one", Present, File.Delete, "file * removed" },
            {
                "one",
                path => new Observation.Time(path),
                path => File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch),
                "time of file * changed"
            },
            { "one", Listed, path => File.WriteAllText(path + "2", ""), "list of files in folder * changed" },
        };

    [Theory]
    [MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void RunAsync_WhatItWasSeenToReadChanged_RunsAgainAndNamesIt(
        string before,
        Func<string, Observation> observation,
        Action<string> change,
        string reason
    )
    {
        if (before.Length > 0)
            File.WriteAllText(Outside("input"), before);

        Assert.True(Run(observation(Outside("input"))).HasRun);
        Assert.False(Run(observation(Outside("input"))).HasRun);
        change(Outside("input"));
        Assert.True(Run(observation(Outside("input"))).HasRun);

        var path = Outside("input");
        Assert.Contains(
            Assert.Single(checkout.LastReasons),
            (string[])
                [
                    reason.Replace("*", path, StringComparison.Ordinal),
                    reason.Replace("*", outside.FullName, StringComparison.Ordinal),
                ]
        );
        Assert.False(Run(observation(path)).HasRun);
    }

    [Fact]
    public void RunAsync_ContentOnlyTouched_Skips()
    {
        File.WriteAllText(Outside("input"), "one");
        Run(new Observation.File(Outside("input")), new Observation.Presence(Outside("input"), FileKind.File));
        File.SetLastWriteTimeUtc(Outside("input"), DateTime.UnixEpoch);

        Assert.False(Run().HasRun);
    }

    [Fact]
    public void RunAsync_LinkWhoseTargetChanged_RunsAgain()
    {
        File.WriteAllText(Outside("target"), "one");
        File.CreateSymbolicLink(Outside("link"), Outside("target"));
        Run(new Observation.File(Outside("link")));
        File.WriteAllText(Outside("target"), "two");

        Assert.True(Run().HasRun);
    }

    [Fact]
    public void RunAsync_VariableSeenChanged_RunsAgainWithoutItsValue()
    {
        checkout.Variables["STAGE"] = "secret";
        Run(new Observation.Variable("STAGE"), new Observation.Variable("UNSET"));
        Assert.False(Run().HasRun);
        checkout.Variables["STAGE"] = "other";
        checkout.Variables["UNSET"] = "";

        Assert.True(Run().HasRun);
        Assert.Equal(["environment variable STAGE changed", "environment variable UNSET added"], checkout.LastReasons);
    }

    [Fact]
    public void RunAsync_VariableNamesSeen_RunAgainForANewName()
    {
        checkout.Variables["A"] = "1";
        Run(new Observation.VariableNames());
        checkout.Variables["A"] = "2";
        Assert.False(Run(new Observation.VariableNames()).HasRun);
        checkout.Variables["B"] = "";

        Assert.True(Run().HasRun);
        Assert.Equal(["list of environment variables * changed"], checkout.LastReasons);
    }

    [Fact]
    public void RunAsync_InDoubt_RunsEachTimeAndWhatComesAfterItSeesWhatItCameTo()
    {
        var after = new Step("infra", "access") { After = ["infra synth"] };
        var doubt = new Observation.Doubt("src/main.ts reads the clock");
        Run("1", doubt);
        checkout.RunOnce(after);

        Assert.True(Run("1", doubt).HasRun);
        Assert.Equal(["its result may differ each time: src/main.ts reads the clock"], checkout.LastReasons);
        Assert.False(checkout.RunOnce(after).HasRun);
        Run("2", doubt);
        Assert.True(checkout.RunOnce(after).HasRun);
    }

    [Fact]
    public void RunAsync_ChangedWhileItRan_IsNotRecorded()
    {
        File.WriteAllText(Outside("input"), "one");
        using (var runner = checkout.Runner())
            Run(
                runner,
                () =>
                {
                    File.WriteAllText(Outside("input"), "two");
                    File.SetLastWriteTimeUtc(Outside("input"), DateTime.UtcNow.AddMinutes(1));
                    return new Observation.File(Outside("input"));
                }
            );

        Assert.Contains(
            $"file {Outside("input")} changed while it ran",
            Assert.Single(checkout.Events.OfType<StepEvent.NotRecorded>()).Reasons.Select(reason => $"{reason}")
        );
        Assert.True(Run().HasRun);
    }

    [Fact]
    public void RunAsync_MadeAfterItWasMissed_IsNotRecorded()
    {
        Run(new Observation.Presence(Outside("x"), FileKind.Missing));
        File.WriteAllText(Outside("x"), "");

        Run(new Observation.Presence(Outside("x"), FileKind.Missing));

        Assert.Single(checkout.Events.OfType<StepEvent.NotRecorded>());
    }

    [Fact]
    public void RunAsync_ItsOwnOutputSeen_DoesNotCount()
    {
        var own = checkout.PathOf("out");
        Run(
            new Observation.File(Path.Combine(own, "result")),
            new Observation.Presence(own, FileKind.Missing),
            new Observation.Folder(checkout.Root, [".git", "build", "src"])
        );

        Assert.Empty(checkout.Events.OfType<StepEvent.NotRecorded>());
        Assert.False(Run().HasRun);
    }

    [Fact]
    public void RunAsync_SharedElsewhere_IsTakenOnlyWhereWhatWasSeenIsTheSame()
    {
        using var other = new TemporaryCheckout();
        other.Write("src/main.ts", "one");
        var shared = Path.Combine(outside.FullName, "shared");
        File.WriteAllText(Outside("input"), "one");
        var sharing = step with { IsShared = true };
        Run(checkout, "1", new Observation.File(Outside("input")));

        Assert.False(Run(other, "2", new Observation.File(Outside("input"))).HasRun);
        File.WriteAllText(Outside("input"), "two");
        Assert.True(Run(other, "2", new Observation.File(Outside("input"))).HasRun);

        StepResult Run(TemporaryCheckout where, string result, Observation seen)
        {
            using var runner = where.Runner(where.Options with { SharedFolder = shared });
            return ObservedStepTests.Run(runner, sharing, () => Produce(where, result, [seen]));
        }
    }

    StepResult Run(params Observation[] seen) => Run("result", seen);

    StepResult Run(string result, params Observation[] seen)
    {
        using var runner = checkout.Runner();
        return Run(runner, step, () => Produce(checkout, result, seen));
    }

    void Run(StepRunner runner, Func<Observation> see) => Run(runner, step, () => Produce(checkout, "", [see()]));

    static StepOutcome Produce(TemporaryCheckout where, string result, Observation[] seen)
    {
        where.Write("out/result", result);
        return new("", seen);
    }

    static StepResult Run(StepRunner runner, Step step, Func<StepOutcome> action) =>
        runner
            .RunAsync(step, _ => Task.FromResult(action()), TestContext.Current.CancellationToken)
            .GetAwaiter()
            .GetResult();
}
