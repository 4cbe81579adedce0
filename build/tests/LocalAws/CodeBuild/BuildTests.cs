using System.Text.Json.Nodes;
using LocalAws;

namespace Build.Tests.LocalAws.CodeBuild;

/// <summary>What the phases of a build do.</summary>
public sealed class BuildTests
{
    [Fact]
    public async Task StartBuild_AllPhasesAndFinally_RunInOrderInOneShell()
    {
        await using var world = await CodeBuildWorld.StartAsync();

        var build = await world.RunAsync(
            """
            version: 0.2
            env:
              variables:
                GREETING: hello
            phases:
              install:
                commands: [echo install, FIRST=one]
              pre_build:
                commands:
                  - mkdir deep && cd deep
                  - export SECOND="two words"
              build:
                commands:
                  - |
                    if true; then
                      echo "$GREETING $FIRST $SECOND in $(basename "$PWD")"
                    fi
                finally: [echo finally]
              post_build:
                commands: echo "succeeding $CODEBUILD_BUILD_SUCCEEDING"
            """
        );

        Assert.Equal("SUCCEEDED", CodeBuildWorld.StatusOf(build));
        Assert.Equal(
            [
                "SUBMITTED SUCCEEDED",
                "QUEUED SUCCEEDED",
                "PROVISIONING SUCCEEDED",
                "DOWNLOAD_SOURCE SUCCEEDED",
                "INSTALL SUCCEEDED",
                "PRE_BUILD SUCCEEDED",
                "BUILD SUCCEEDED",
                "POST_BUILD SUCCEEDED",
                "UPLOAD_ARTIFACTS SUCCEEDED",
                "FINALIZING SUCCEEDED",
                "COMPLETED -",
            ],
            CodeBuildWorld.PhasesOf(build)
        );
        var said = (await world.LogOfAsync(build)).Where(line => line[0] != '[' && line[0] != ' ' && line != "fi");
        Assert.Equal(["install", "hello one two words in deep", "finally", "succeeding 1"], said);
    }

    [Theory]
    [InlineData("install", null, "INSTALL FAILED|FINALIZING SUCCEEDED|COMPLETED -", "FAILED")]
    [InlineData("build", "ABORT", "BUILD FAILED|FINALIZING SUCCEEDED|COMPLETED -", "FAILED")]
    [InlineData(
        "build",
        null,
        "BUILD FAILED|POST_BUILD SUCCEEDED|UPLOAD_ARTIFACTS SUCCEEDED|FINALIZING SUCCEEDED|COMPLETED -",
        "FAILED"
    )]
    [InlineData(
        "install",
        "CONTINUE",
        "INSTALL FAILED|PRE_BUILD SUCCEEDED|BUILD SUCCEEDED|POST_BUILD SUCCEEDED|UPLOAD_ARTIFACTS SUCCEEDED|FINALIZING SUCCEEDED|COMPLETED -",
        "SUCCEEDED"
    )]
    public async Task StartBuild_CommandFails_GoesOnAsThePhaseSays(
        string phase,
        string? onFailure,
        string phases,
        string status
    )
    {
        await using var world = await CodeBuildWorld.StartAsync();
        var failing = new JsonObject
        {
            ["commands"] = new JsonArray("exit 3", "echo never"),
            ["finally"] = new JsonArray("echo $CODEBUILD_BUILD_SUCCEEDING"),
        };
        if (onFailure is not null)
            failing["on-failure"] = onFailure;
        var spec = new JsonObject
        {
            ["version"] = 0.2,
            ["phases"] = new JsonObject { [phase] = failing },
        };

        var build = await world.RunAsync(spec.ToJsonString());

        Assert.Equal(status, CodeBuildWorld.StatusOf(build));
        Assert.EndsWith(phases, string.Join('|', CodeBuildWorld.PhasesOf(build)), StringComparison.Ordinal);
        Assert.Equal(
            (
                phase.ToUpperInvariant(),
                "COMMAND_EXECUTION_ERROR",
                "Error while executing command: exit 3. Reason: exit status 3"
            ),
            CodeBuildWorld.FailureOf(build)
        );
        var log = await world.LogOfAsync(build);
        Assert.Contains("0", log);
        Assert.DoesNotContain("never", log);
    }

    [Theory]
    [InlineData("phases: {}", "Missing required key: version")]
    [InlineData("version: 0.2\nphases:\n  biuld: {}", "Unknown phase biuld at line 3")]
    [InlineData(
        "version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b",
        "Expected Commands[0] to be of string type: found subkeys instead at line 5, value of the key tag on line 4 might be empty"
    )]
    [InlineData("version: 0.2\nphases: {}\nartefacts: {}", "Unknown section artefacts at line 3")]
    [InlineData(
        "version: 0.2\nphases:\n  build:\n    on-failure: RETRY",
        "The local CodeBuild knows on-failure ABORT and CONTINUE, not RETRY"
    )]
    public async Task StartBuild_BuildspecThatCannotBeRead_SaysWhere(string buildspec, string message)
    {
        await using var world = await CodeBuildWorld.StartAsync();

        var build = await world.RunAsync(buildspec + "\n");

        Assert.Equal(("DOWNLOAD_SOURCE", "YAML_FILE_ERROR", message), CodeBuildWorld.FailureOf(build));
    }

    [Fact]
    public async Task StopBuild_OfARunningOne_KillsAllThatItStarted()
    {
        await using var world = await CodeBuildWorld.StartAsync();
        await world.CreateAsync(
            "app",
            """
            version: 0.2
            phases:
              install:
                commands:
                  - setsid sleep 300 & echo "process $!"
              build:
                commands:
                  - sleep 300 & echo "process $!"; echo running; wait
            """
        );
        var id = await world.BeginAsync();
        await world.HearAsync("running");

        await world.Builds.CallAsync(CodeBuildWorld.Account, "StopBuild", new() { ["id"] = id });
        var build = await world.EndAsync(id);

        Assert.Equal("STOPPED", CodeBuildWorld.StatusOf(build));
        Assert.Equal(("BUILD", "BUILD_STOPPED", "Build was stopped."), CodeBuildWorld.FailureOf(build));
        var processes = (await world.LogOfAsync(build))
            .Where(line => line.StartsWith("process ", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(2, processes.Count);
        Assert.All(processes, line => Assert.False(IsRunning(line.Split(' ')[1])));
    }

    [Fact]
    public async Task StartBuild_LongerThanItMay_TimesOut()
    {
        await using var world = await CodeBuildWorld.StartAsync(change: options =>
            options with
            {
                CodeBuild = options.CodeBuild with { LongestBuild = TimeSpan.FromMilliseconds(300) },
            }
        );

        var build = await world.RunAsync("""{"version":0.2,"phases":{"build":{"commands":["sleep 300"]}}}""");

        Assert.Equal("TIMED_OUT", CodeBuildWorld.StatusOf(build));
        Assert.Equal(0, build["artifacts"]!["location"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task LocalAws_StartedAgain_KnowsThatTheBuildWasInterrupted()
    {
        var state = Directory.CreateTempSubdirectory("state-").FullName;
        LocalAwsOptions Keep(LocalAwsOptions options) => options with { StateDirectory = state };
        string id;
        await using (var world = await CodeBuildWorld.StartAsync(change: Keep))
        {
            await world.CreateAsync(
                "app",
                """{"version":0.2,"phases":{"build":{"commands":["echo running; sleep 300"]}}}"""
            );
            id = await world.BeginAsync();
            await world.HearAsync("running");
        }

        JsonObject found;
        await using (var again = await LocalWorld.StartAsync(Keep))
        {
            using var builds = new JsonClient(again, "codebuild", "CodeBuild_20161006");
            var ids = new JsonObject { ["ids"] = new JsonArray(id) };
            found = await builds.CallAsync(CodeBuildWorld.Account, "BatchGetBuilds", ids);
        }
        Directory.Delete(state, recursive: true);

        var build = found["builds"]![0]!.AsObject();
        Assert.Equal("FAULT", CodeBuildWorld.StatusOf(build));
        Assert.Equal(
            ("BUILD", "INTERRUPTED", "The local AWS was stopped during this build."),
            CodeBuildWorld.FailureOf(build)
        );
    }

    /// <summary>A zombie has ended: only its parent has not asked.</summary>
    static bool IsRunning(string id) =>
        File.Exists($"/proc/{id}/status")
        && !File.ReadAllText($"/proc/{id}/status").Contains("State:\tZ", StringComparison.Ordinal);
}
