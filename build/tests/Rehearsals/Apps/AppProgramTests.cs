using System.Collections.Concurrent;
using Build.Tests.Build;
using Build.Tests.Deployment;
using Build.Tests.Findings;
using Deployment;
using LocalAws.Faults;
using Rehearsal;
using Steps.Worlds;

namespace Build.Tests.Rehearsals.Apps;

/// <summary>What <c>--app</c> does with a Cloud Assembly that is made elsewhere.</summary>
public sealed class AppProgramTests
{
    static readonly string[] never = ["--require-approval=never"];

    readonly ConcurrentQueue<WireCall> calls = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>In accounts that the settings do not name, under a qualifier of the app's own, and without Node.</summary>
    [Fact]
    public async Task Targets_InARehearsal_WorkInAccountsOfTheAssembly()
    {
        Assert.SkipWhen(BootstrappedStacks.Template is null, "The CDK CLI is not installed.");
        using var registry = new ServedPackage("aws-cdk", await TemplateAsync());
        using var program = new AppProgram(registry: registry.Address.ToString());
        ForeignApp.Write(program.Assembly, "shop");

        var first = program.Run("Deploy", "--local");
        var again = program.Run("Deploy", "--local");
        var diff = program.Run("Diff", "--local", "--fail");
        var doctor = program.Run("Doctor", "--local");
        var destroyed = program.Run("Destroy", "--local", "--stacks=Prod-*");

        Assert.All([first, again, diff, doctor, destroyed], Succeeded);
        Assert.Contains("Prod-Shop  444444444444  us-east-1     Created", first.Output, StringComparison.Ordinal);
        Assert.Contains("Shop       333333333333  eu-central-1  Created", first.Output, StringComparison.Ordinal);
        Assert.Equal(2, Occurrences(again.Output, "  Unchanged  "));
        Assert.Contains("0 failure, 0 unknown", doctor.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("account1", doctor.Output, StringComparison.Ordinal);
        Assert.Equal(1, Occurrences(destroyed.Output, "  Destroyed  "));
        // What concerns the subprojects is left alone.
        Assert.False(Directory.Exists(Path.Combine(program.Root, RunWorld.LocalAwsFolder)));
        var reports = Path.Combine(program.Root, "build/.reports");
        // The index is of all runs.
        Assert.Equal(
            ["index.html", "local/apps"],
            Directory
                .EnumerateFiles(reports, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(reports, file)[.."local/apps".Length])
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        Assert.Empty(Directory.EnumerateFiles(program.Assembly, "*.lock"));
    }

    /// <summary>It would be deployed with the rights of an administrator.</summary>
    [Fact]
    public async Task Bootstrap_TemplateThatIsNotAsPinned_IsRefused()
    {
        Assert.SkipWhen(BootstrappedStacks.Template is null, "The CDK CLI is not installed.");
        using var registry = new ServedPackage("aws-cdk", await TemplateAsync() + "\n# spoiled\n");
        using var program = new AppProgram(registry: registry.Address.ToString());
        ForeignApp.Write(program.Assembly, "hnb659fds");

        var run = program.Run("Bootstrap", "--local");

        Assert.Equal(FindingCodes.BootstrapTemplateNotFound, PrintedFindings.Single(run).Code);
        Assert.Contains("is not there as build/versions.json knows it", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("registry.example.com", "is no http or https address")]
    [InlineData("ftp://someone:secret@127.0.0.1/npm", "'127.0.0.1/npm' is no http or https address")]
    [InlineData("http://someone:secret@127.0.0.1:9/", "was not obtained from http://127.0.0.1:9/")]
    public void Bootstrap_RegistryThatGivesNothing_IsNamedWithoutItsPassword(string registry, string words)
    {
        using var program = new AppProgram(registry: registry);
        ForeignApp.Write(program.Assembly, "hnb659fds");

        var run = program.Run("Bootstrap", "--local");

        Assert.Equal(FindingCodes.BootstrapTemplateNotFound, PrintedFindings.Single(run).Code);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Output + run.Errors, StringComparison.Ordinal);
    }

    /// <summary>As where a network asks for a sign-in first.</summary>
    [Fact]
    public void Bootstrap_RegistryThatAnswersWithSomethingElse_IsNamed()
    {
        using var portal = new ServedPackage("aws-cdk", "<html>Sign in</html>"u8.ToArray());
        using var program = new AppProgram(registry: portal.Address.ToString());
        ForeignApp.Write(program.Assembly, "hnb659fds");

        var run = program.Run("Bootstrap", "--local");

        Assert.Equal(FindingCodes.BootstrapTemplateNotFound, PrintedFindings.Single(run).Code);
        Assert.DoesNotContain("bug in the build", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deploy_StacksThatAreNotPlaced_AreAskedForByName()
    {
        await using var world = await StartAsync();
        using var program = new AppProgram(world);
        FiveStacks.Write(program.Assembly);
        program.Replace("manifest.json", "aws://111111111111/eu-west-1", "aws://unknown-account/unknown-region");

        var refused = program.Run("Deploy", never);
        var changedBefore = calls.Any(IsChange);
        var finding = PrintedFindings.Single(refused);
        var named = program.Run("Deploy", [.. never, "--environment=account1"]);
        var byDefault = program.Run(
            ["--target=Deploy", $"--app={program.Folder}", .. never],
            ("CDK_DEFAULT_ACCOUNT", "111111111111"),
            ("CDK_DEFAULT_REGION", "eu-west-1")
        );

        Assert.Equal((1, false, FindingCodes.AmbiguousEnvironment), (refused.ExitCode, changedBefore, finding.Code));
        Assert.Contains("Five: it leaves account and region open", refused.Errors, StringComparison.Ordinal);
        Assert.Contains(
            "--environment=<name>, one of cicd, account1, account2",
            finding.Next,
            StringComparison.Ordinal
        );
        Assert.All([named, byDefault], Succeeded);
        Assert.Equal(5, Occurrences(named.Output, "  Created  "));
        Assert.Equal(5, Occurrences(byDefault.Output, "  Unchanged  "));
    }

    [Fact]
    public async Task Deploy_AssemblyThatIsWrittenMeanwhile_SaysSoAndSucceedsAfterwards()
    {
        AppProgram? written = null;
        await using var world = await StartAsync(call =>
        {
            if (call.Action == "ExecuteChangeSet")
                Interlocked
                    .Exchange(ref written, null)
                    ?.Replace("Five.template.json", "\"Resources\"", "\"Metadata\":{},\"Resources\"");
        });
        using var program = new AppProgram(world);
        FiveStacks.Write(program.Assembly);
        written = program;

        var run = program.Run("Deploy", never);
        var again = program.Run("Deploy", never);

        var finding = PrintedFindings.Single(run);
        Assert.Equal((1, FindingCodes.AssemblyChanged), (run.ExitCode, finding.Code));
        Assert.Contains("\n  Five.template.json\n", run.Errors, StringComparison.Ordinal);
        Succeeded(again);
    }

    [Fact]
    public async Task Deploy_AssemblyThatACdkCliIsWriting_WaitsForItsEnd()
    {
        var locks = new ConcurrentBag<string>();
        AppProgram? program = null;
        await using var world = await StartAsync(call =>
        {
            foreach (var file in Directory.EnumerateFiles(program?.Assembly ?? ".", "read.*.lock"))
                locks.Add(File.ReadAllText(file));
        });
        using var own = program = new AppProgram(world);
        FiveStacks.Write(program.Assembly);
        var writer = Path.Combine(program.Assembly, "synth.lock");
        // This process is one that runs.
        await File.WriteAllTextAsync(writer, $"{Environment.ProcessId}", Cancellation);

        var refused = program.Run("Deploy", never);
        var asked = calls.Count;
        File.Delete(writer);
        var run = program.Run("Deploy", never);

        Assert.Equal((2, 0), (refused.ExitCode, asked));
        Assert.Equal(FindingCodes.AssemblyInWriting, PrintedFindings.Single(refused).Code);
        Succeeded(run);
        // Meanwhile no CDK CLI would have written it.
        Assert.Single(locks.Distinct());
        Assert.Empty(Directory.EnumerateFiles(program.Assembly, "*.lock"));
    }

    [Fact]
    public async Task Deploy_FolderAboveTheAssembly_IsRightOnceTheFolderBelowIsNamed()
    {
        await using var world = await StartAsync();
        using var program = new AppProgram(world);
        FiveStacks.Write(program.Assembly);

        var refused = program.RunWith(["--target=Deploy", "--app=app", .. never]);
        var finding = PrintedFindings.Single(refused);
        var option = finding.Next!["run it again with ".Length..];
        var run = program.RunWith(["--target=Deploy", option, .. never]);

        Assert.Equal((2, FindingCodes.AssemblyNotFound), (refused.ExitCode, finding.Code));
        Succeeded(run);
        Assert.True(Directory.Exists(Path.Combine(program.Root, "build/.reports/apps")));
    }

    [Theory]
    [InlineData("AssemblyNotFound", "there is no such folder", "--target=Deploy", "--app=node app.js")]
    [InlineData("AssemblyNotFound", "the folder has no manifest.json", "--target=Diff", "--app=.")]
    [InlineData("AssemblyNotFound", "it is a file", "--target=Doctor", "--app=app/cdk.out/manifest.json")]
    [InlineData("InvalidArguments", "contradict each other", "--target=Deploy", "--app=app/cdk.out", "--project=infra")]
    [InlineData("InvalidArguments", "--app does nothing for Install", "--target=Synth", "--app=app/cdk.out")]
    [InlineData("InvalidArguments", "--target=Test", "--target=Test", "--target=Deploy", "--app=app/cdk.out")]
    [InlineData("InvalidArguments", "--explain does nothing", "--target=Deploy", "--app=app/cdk.out", "--explain")]
    [InlineData(
        "InvalidArguments",
        "--app is given 2 times",
        "--target=Deploy",
        "--app=app/cdk.out",
        "--app=app/cdk.out"
    )]
    [InlineData("InvalidArguments", "--app needs a value", "--target=Deploy", "--app=")]
    public void Run_WrongApp_SaysWhatIsWrong(string code, string words, params string[] arguments)
    {
        using var program = new AppProgram();
        ForeignApp.Write(program.Assembly, "hnb659fds");

        var run = program.RunWith(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"[{code}]", run.Errors, StringComparison.Ordinal);
        Assert.Contains(words, run.Errors, StringComparison.Ordinal);
    }

    static Task<string> TemplateAsync() => File.ReadAllTextAsync(BootstrappedStacks.Template!, Cancellation);

    static void Succeeded(ProgramRun run) => Assert.True(run.ExitCode == 0, run.Output + run.Errors);

    static int Occurrences(string text, string words) => text.Split(words).Length - 1;

    static bool IsChange(WireCall call) => call.Action is "CreateChangeSet" or "PutObject";

    async Task<DeploymentWorld> StartAsync(Action<WireCall>? arrived = null)
    {
        var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Faults = new()
                {
                    Arrived = call =>
                    {
                        calls.Enqueue(call);
                        arrived?.Invoke(call);
                    },
                },
            }
        );
        await FiveStacks.MakeBucketAsync(world);
        calls.Clear();
        return world;
    }
}
