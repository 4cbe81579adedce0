using System.Diagnostics;
using System.Globalization;
using Build.Tests.Deployment;
using Cake.Core.Diagnostics;
using Deployment;
using Deployment.Processes;
using NSubstitute;
using Steps;
using Tools;

namespace Build.Tests.Tools;

public sealed class ChildProcessesTests : IDisposable
{
    readonly RunState run = new();
    readonly List<string> printed = [];
    readonly ChildProcesses processes;

    public ChildProcessesTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Shell scripts stand in for tools.");
        var log = Substitute.For<ICakeLog>();
        log.Verbosity.Returns(Verbosity.Normal);
        log.When(l => l.Write(Arg.Any<Verbosity>(), LogLevel.Information, Arg.Any<string>(), Arg.Any<object[]>()))
            .Do(call =>
                printed.Add(string.Format(CultureInfo.InvariantCulture, call.Arg<string>(), call.Arg<object[]>()))
            );
        processes = new ChildProcesses(log, run.Cancellation);
    }

    public void Dispose() => run.Dispose();

    /// <summary>A tool finds no way to an account: no variable, and none of the files and services that lead to credentials.</summary>
    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", null)]
    [InlineData("AWS_PROFILE", null)]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI", null)]
    [InlineData("AWS_ROLE_ARN", null)]
    [InlineData("AWS_CONFIG_FILE", "/dev/null")]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE", "/dev/null")]
    [InlineData("AWS_EC2_METADATA_DISABLED", "true")]
    [InlineData("GITHUB_TOKEN", null)]
    [InlineData("STAGE", null)]
    [InlineData("npm_config_registry", "given")]
    [InlineData("https_proxy", "given")]
    public void Confine_Variable_IsLeftOrTakenAway(string name, string? left)
    {
        var environment = new Dictionary<string, string?> { [name] = "given", ["PATH"] = "/bin" };

        ToolEnvironment.Confine(environment, Path.GetTempPath());

        Assert.Equal(left, environment.GetValueOrDefault(name));
        Assert.Equal("/bin", environment["PATH"]);
    }

    [Fact]
    public void Confine_NamesThatAUserAdds_AreLeftExceptThoseOfAwsByPattern()
    {
        var environment = new Dictionary<string, string?>
        {
            [ToolEnvironment.MoreVariable] = "STAGE, TEAM_*, A*",
            ["STAGE"] = "one",
            ["TEAM_NAME"] = "two",
            ["AWS_SECRET_ACCESS_KEY"] = "three",
        };

        ToolEnvironment.Confine(environment, Path.GetTempPath());

        Assert.Equal("one two", $"{environment["STAGE"]} {environment["TEAM_NAME"]}");
        Assert.DoesNotContain("AWS_SECRET_ACCESS_KEY", environment.Keys);
    }

    /// <summary>A registry of a team's own wants a token, whose variable its configuration names.</summary>
    [Theory]
    [InlineData(".npmrc", "//registry/:_authToken=${ARTIFACTS_TOKEN}", "given")]
    [InlineData(".yarnrc.yml", "npmAuthToken: \"${ARTIFACTS_TOKEN:-none}\"", "given")]
    [InlineData("NuGet.config", """<add key="ClearTextPassword" value="%ARTIFACTS_TOKEN%" />""", "given")]
    [InlineData("requirements.txt", "--index-url https://user:${ARTIFACTS_TOKEN}@registry/simple", "given")]
    [InlineData("home/.m2/settings.xml", "<password>${env.ARTIFACTS_TOKEN}</password>", "given")]
    [InlineData("home/.nuget/NuGet/NuGet.Config", """<add value="%artifacts_token%" />""", "given")]
    [InlineData(".npmrc", "//registry/:_authToken=${OTHER_TOKEN}", null)]
    [InlineData("app/other/.npmrc", "//registry/:_authToken=${ARTIFACTS_TOKEN}", null)]
    [InlineData("README.md", "${ARTIFACTS_TOKEN}", null)]
    public void Confine_ConfigurationOfRegistries_LeavesWhatItNames(string file, string text, string? left)
    {
        using var folder = new TemporaryFolder();
        folder.Write(file, text);
        var environment = new Dictionary<string, string?>
        {
            ["ARTIFACTS_TOKEN"] = "given",
            ["HOME"] = Path.Combine(folder.Path, "home"),
        };

        ToolEnvironment.Confine(environment, Path.Combine(folder.Path, "app"));

        Assert.Equal(left, environment.GetValueOrDefault("ARTIFACTS_TOKEN"));
    }

    [Fact]
    public void Confine_ConfigurationThatNamesCredentialsOfAws_DoesNotGetThem()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".npmrc", "//registry/:_authToken=${AWS_SECRET_ACCESS_KEY}");
        var environment = new Dictionary<string, string?> { ["AWS_SECRET_ACCESS_KEY"] = "given" };

        ToolEnvironment.Confine(environment, folder.Path);

        Assert.DoesNotContain("AWS_SECRET_ACCESS_KEY", environment.Keys);
    }

    /// <summary>Such as that of another user in a folder above. Root may read it all the same.</summary>
    [Fact]
    public void Confine_ConfigurationThatMayNotBeRead_IsPassedOver()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write(".npmrc", "//registry/:_authToken=${ARTIFACTS_TOKEN}");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.None);
        folder.Write("app/.yarnrc.yml", "npmAuthToken: \"${OTHER_TOKEN}\"");
        var environment = new Dictionary<string, string?> { ["OTHER_TOKEN"] = "given" };

        ToolEnvironment.Confine(environment, Path.Combine(folder.Path, "app"));

        Assert.Equal("given", environment.GetValueOrDefault("OTHER_TOKEN"));
    }

    /// <summary>What every tool is started by.</summary>
    [Theory]
    [InlineData(false, "confined")]
    [InlineData(true, "given")]
    public async Task RunAsync_ToolThatDoesNotReachAws_IsConfined(bool reachesAws, string expected)
    {
        Environment.SetEnvironmentVariable("VARIABLE_OF_THE_USER", "given");
        var command = Shell("echo ${VARIABLE_OF_THE_USER:-confined}") with { ReachesAws = reachesAws };

        await processes.RunAsync(command);

        Assert.Equal([$"infra | {expected}"], printed);
    }

    /// <summary>What reads from standard input waits for this program's end, or gets nothing.</summary>
    [Theory]
    [InlineData(false, "read nothing")]
    [InlineData(true, "waits true")]
    public async Task RunAsync_OwnProgram_HoldsItsInputOpen(bool endsWithCaller, string expected)
    {
        var waits =
            $"""timeout {(endsWithCaller ? "0.1" : "60")} cat && echo read nothing || echo waits ${ChildProcesses.EndsWithInput}""";

        await processes.RunAsync(Shell(waits) with { EndsWithCaller = endsWithCaller });

        Assert.Equal([$"infra | {expected}"], printed);
    }

    [Fact]
    public async Task RunAsync_Output_IsPrintedWithItsPrefix()
    {
        var exitCode = await processes.RunAsync(Shell("echo one {0}; echo two >&2; exit 3"));

        Assert.Equal(3, exitCode);
        Assert.Contains("infra | one {0}", printed);
        Assert.Contains("infra | two", printed);
    }

    [Fact]
    public async Task RunAsync_Environment_IsQuietAndAsGiven()
    {
        var command = Shell("echo $CDK_DISABLE_VERSION_CHECK $NUGET_CONCURRENCY_LIMIT $SECRET ${HOME:-homeless}") with
        {
            Environment = new Dictionary<string, string?> { ["SECRET"] = "given", ["HOME"] = null },
        };

        await processes.RunAsync(command);

        Assert.Equal(["infra | 1 2 given homeless"], printed);
    }

    [Fact]
    public async Task RunOrFailAsync_AFailure_NamesWhatFailedAndHow()
    {
        var failure = await Assert.ThrowsAsync<BuildException>(() =>
            processes.RunOrFailAsync(Shell("exit 4"), "the type check of infra")
        );

        Assert.StartsWith("The type check of infra failed. [ToolFailed]", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ended with exit code 4", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AProgramThatIsNotThere_IsNamed()
    {
        var command = new Command("/no/such/program", [], Path.GetTempPath(), "infra");

        var failure = await Assert.ThrowsAsync<BuildException>(() => processes.RunAsync(command));

        Assert.Contains("/no/such/program cannot be started. [MissingTool]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsTheWholeProcessTree()
    {
        using var cancellation = new CancellationTokenSource();
        using var cancelled = new RunState(cancellation.Token);
        var started = new TaskCompletionSource<int>();
        var child = new ChildProcesses(Substitute.For<ICakeLog>(), cancelled.Cancellation).RunAsync(
            Shell("sleep 1000 & echo $!; wait") with
            {
                OnLine = line =>
                {
                    started.SetResult(int.Parse(line, CultureInfo.InvariantCulture));
                    return false;
                },
            }
        );
        using var grandchild = Process.GetProcessById(await started.Task);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => child);
        await grandchild.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(grandchild.HasExited);
    }

    static Command Shell(string script) => new("/bin/sh", ["-c", script], Path.GetTempPath(), "infra");
}
