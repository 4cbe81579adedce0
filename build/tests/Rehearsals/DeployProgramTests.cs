using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Build.Tests.Deployment;
using Build.Tests.Deployment.Texts;
using Build.Tests.Reporting;
using LocalAws;
using LocalAws.CloudFormation;
using LocalAws.Faults;

namespace Build.Tests.Rehearsals;

/// <summary>How the program ends: with its report, with refused input, by a first and a second Ctrl+C.</summary>
public sealed class DeployProgramTests
{
    readonly ConcurrentQueue<WireCall> calls = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deploy_MalformedAssembly_NamesEveryMistakeAndDeploysNothing()
    {
        await using var world = await StartAsync(new());
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);
        Replace(program, "One.assets.json", "\"path\":\"One.template.json\"", "\"path\":\"../../../etc/passwd\"");
        Replace(program, "manifest.json", "\"templateFile\":\"Two.template.json\"", "\"templateFile\":7");
        Replace(program, "manifest.json", "[\"Three.assets\",\"Two\"]", "[\"Three.assets\",\"Five\"]");
        File.Delete(Path.Combine(program.Assembly, "Four.template.json"));
        await File.AppendAllTextAsync(
            Path.Combine(program.Assembly, "Five.template.json"),
            new string(' ', 1_100_000),
            TestContext.Current.CancellationToken
        );

        var run = program.Run();

        Assert.Equal(1, run.ExitCode);
        Assert.All(
            ["passwd", "templateFile", "Four.template.json", "Five -> ", "Five.template.json"],
            mistake => Assert.Contains(mistake, run.Output + run.Errors, StringComparison.Ordinal)
        );
        Assert.All(calls, call => Assert.Equal("sts:GetCallerIdentity", call.Api));
    }

    /// <summary>It takes its local AWS for AWS itself.</summary>
    [Fact]
    public async Task Deploy_AsAPartOfARehearsedPipeline_ReportsWhereRehearsalsDo()
    {
        await using var world = await StartAsync(new());
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        var run = program.RunWith("BUILD_PIPELINE_REHEARSAL", "true");

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.True(File.Exists(Path.Combine(program.Root, "build/.reports/local/deploy.json")));
        Assert.False(File.Exists(Path.Combine(program.Root, "build/.reports/deploy.json")));
    }

    [Fact]
    public async Task Deploy_AssetWhoseExecutablePrintsEscapesAndFails_IsReportedWithItsReason()
    {
        await using var world = await StartAsync(new());
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);
        Replace(
            program,
            "One.assets.json",
            "\"source\":{\"path\":\"One.template.json\",\"packaging\":\"file\"}",
            """
            "source":{"executable":["sh","-c","printf '\\033[31mERR\\033[0m\\n::error::x\\n' >&2; exit 3"]}
            """
        );

        var run = program.Run();

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("bug in the build", run.Output + run.Errors, StringComparison.Ordinal);
        Assert.Contains("ended with exit code 3", run.Output + run.Errors, StringComparison.Ordinal);
        SafeOutput.AssertLog(run.Output);
        SafeOutput.AssertLog(run.Errors);
        Assert.Contains("Failed", run.Output, StringComparison.Ordinal);
        var reports = Path.Combine(program.Root, "build", ".reports");
        var suite = XDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(reports, "deploy.junit.xml"), Cancellation)
        );
        Assert.Contains("ERR", suite.Descendants("failure").First().Value, StringComparison.Ordinal);
        Assert.True(
            File.Exists(Path.Combine(reports, "deploy.json")) && File.Exists(Path.Combine(reports, "deploy.html"))
        );
    }

    [Fact]
    public async Task Deploy_StacksThatDependOnOthers_DrawsThatTheyWaited()
    {
        await using var world = await StartAsync(new());
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        var run = program.Run();

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        var file = Path.Combine(program.Root, "build", ".reports", "deploy.html");
        var page = PageXml.Parse(await File.ReadAllTextAsync(file, Cancellation));
        // The asset of its template has its name too, and no place to lead to.
        var five = page.OfClass("line").Single(line => line.Descendants("a").Any(link => link.Value == "Five"));
        Assert.Equal(
            ["p-checking", "p-checking", "p-waiting", "p-preparing", "p-deploying"],
            five.Descendants("rect").Select(bar => bar.Attribute("class")!.Value)
        );
        Assert.Contains("Report: build/.reports/deploy.html", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(program.Root, "build", ".reports", "index.html")));
    }

    [Fact]
    public async Task Deploy_EnvironmentWithAChainOfItsOwn_IsReachedThroughThatAndNothingElse()
    {
        await using var world = await StartAsync(new());
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);
        var settings = JsonNode.Parse(program.Settings)!;
        settings["environments"]![0]!["chains"] = JsonNode.Parse(
            """{ "deploy": [{ "role": "arn:aws:iam::{account}:role/no-such-hub" }] }"""
        );
        program.Settings = settings.ToJsonString();

        var run = program.Run();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "Role arn:aws:iam::111111111111:role/no-such-hub does not exist. [MissingRole]",
            run.Errors,
            StringComparison.Ordinal
        );
        // The doctor looks at the bootstrap stack, and nothing else is asked of CloudFormation.
        Assert.DoesNotContain(calls, call => call is { Service: "cloudformation", Action: not "DescribeStacks" });
    }

    /// <summary>An endpoint that the environment names has no region in it, unlike AWS's own.</summary>
    [Fact]
    public async Task Deploy_EndpointOutOfTheEnvironment_SignsForTheRegionOfTheStacks()
    {
        await using var world = await StartAsync(new());
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        var run = program.Run();

        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(
            ["cloudformation eu-west-1", "s3 eu-west-1", "sts eu-west-1"],
            calls.Select(call => $"{call.Service} {call.Region}").Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Deploy_Interrupted_DeletesTheChangeSetAndExitsWith130()
    {
        Interrupts.SkipWhereIgnored();
        var reached = new TaskCompletionSource();
        await using var world = await StartAsync(
            new() { ChangeSetDuration = TimeSpan.FromMinutes(10) },
            call => call.Action == "DescribeChangeSet" && reached.TrySetResult()
        );
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        using var process = program.Start();
        var (output, errors) = Read(process);
        await Task.WhenAny(reached.Task, process.WaitForExitAsync(Cancellation));
        Interrupts.Send(process);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal((130, true), (process.ExitCode, calls.Any(call => call.Action == "DeleteChangeSet")));
        Assert.Contains("Interrupted", await errors + await output, StringComparison.Ordinal);
        Assert.DoesNotContain(calls, call => call.Action == "ExecuteChangeSet");
    }

    [Fact]
    public async Task Deploy_InterruptedWhileExecuting_SaysWhatStillRuns()
    {
        Interrupts.SkipWhereIgnored();
        var reached = new TaskCompletionSource();
        await using var world = await StartAsync(
            new() { ResourceDuration = TimeSpan.FromMinutes(10) },
            call => call.Action == "DescribeStackEvents" && reached.TrySetResult()
        );
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        using var process = program.Start();
        var (output, errors) = Read(process);
        await Task.WhenAny(reached.Task, process.WaitForExitAsync(Cancellation));
        Interrupts.Send(process);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(130, process.ExitCode);
        Assert.Matches("(?is)still.*One|One.*(still|goes on)", await output + await errors);
    }

    [Fact]
    public async Task Deploy_InterruptedTwice_LeavesAtOnce()
    {
        Interrupts.SkipWhereIgnored();
        var (reached, cleaning) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var world = await StartAsync(
            new() { ChangeSetDuration = TimeSpan.FromMinutes(10) },
            call =>
                (call.Action == "DescribeChangeSet" && reached.TrySetResult())
                || (call.Action == "DeleteChangeSet" && cleaning.TrySetResult()),
            new InjectedFault(FaultKind.Unanswered) { Apis = new("cloudformation:DeleteChangeSet"), Probability = 1 }
        );
        using var program = new DeployProgram(world);
        FiveStacks.Write(program.Assembly);

        using var process = program.Start();
        var (output, errors) = Read(process);
        await Task.WhenAny(reached.Task, process.WaitForExitAsync(Cancellation));
        Interrupts.Send(process);
        // It is cleaning up now, and would wait for an answer that never comes.
        await Task.WhenAny(cleaning.Task, process.WaitForExitAsync(Cancellation));
        if (process.HasExited)
            Assert.Fail(await output + await errors);
        Interrupts.Send(process);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(130, process.ExitCode);
    }

    static (Task<string> Output, Task<string> Errors) Read(Process process) =>
        (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));

    static void Replace(DeployProgram program, string name, string what, string with)
    {
        var file = Path.Combine(program.Assembly, name);
        var text = File.ReadAllText(file);
        Assert.Contains(what, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(what, with, StringComparison.Ordinal));
    }

    async Task<DeploymentWorld> StartAsync(
        CloudFormationOptions cloudFormation,
        Func<WireCall, bool>? arrived = null,
        params InjectedFault[] faults
    )
    {
        var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                CloudFormation = cloudFormation,
                Faults = new()
                {
                    Faults = faults,
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
