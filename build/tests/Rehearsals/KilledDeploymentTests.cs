using Build.Tests.Deployment;
using Cake.AWS.CloudFormation.Client;
using Deployment;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Build.Tests.Rehearsals;

/// <summary>
/// A deployment of five dependent stacks ends at a step without any goodbye, and is run again: AWS then looks as after an
/// undisturbed run. The steps are those of an undisturbed run's wire log: each API at each stack, and each object, the first time.
/// </summary>
public sealed class KilledDeploymentTests : IDisposable
{
    static readonly AcceleratedTime time = new(200);
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("five-stacks-");
    readonly KilledRun killed = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>The run is cut off from AWS: nothing that it does after the step arrives.</summary>
    [Fact]
    public async Task DeployAsync_AfterARunCutOffAtAnyStep_EndsAsAnUndisturbedRun()
    {
        var plan = FiveStacks.Write(folder.FullName);
        var (steps, undisturbed) = await UndisturbedAsync(plan);
        Assert.True(steps.Count > 30, string.Join(", ", steps));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(Environment.NewLine, steps));

        foreach (var step in steps)
        {
            await using var world = await StartAsync();
            using var interruption = new CancellationTokenSource();
            killed.Begin(step, interruption.Cancel);
            var lost = await Deployer(world).DeployAsync(plan, interruption.Token);
            Assert.True(killed.WasKilled, $"never came {step}");
            killed.Begin();

            await CompleteAsync(world, plan);

            Assert.False(lost.Succeeded);
            Assert.True(undisturbed.SequenceEqual(await StateAsync(world)), $"{step}: {await StateTextAsync(world)}");
        }
    }

    /// <summary>The program itself, killed: the first time that it comes to each API.</summary>
    [Fact]
    public async Task Deploy_AfterTheProgramWasKilledAtEachKindOfCall_EndsAsAnUndisturbedRun()
    {
        var plan = FiveStacks.Write(folder.FullName);
        var (steps, undisturbed) = await UndisturbedAsync(plan);

        foreach (var step in steps.DistinctBy(step => (step.Api, step.IsDone)))
        {
            await using var world = await StartAsync();
            using var program = new DeployProgram(world);
            FiveStacks.Write(program.Assembly);
            var reached = new TaskCompletionSource();
            killed.Begin(step, reached.SetResult);
            using var process = program.Start();
            var errors = process.StandardError.ReadToEndAsync(Cancellation);
            var output = process.StandardOutput.ReadToEndAsync(Cancellation);
            await Task.WhenAny(reached.Task, process.WaitForExitAsync(Cancellation));
            process.Kill();
            await process.WaitForExitAsync(Cancellation);
            Assert.True(killed.WasKilled, $"never came {step}: {await output} {await errors}");
            killed.Begin();

            await CompleteAsync(world, plan);

            Assert.True(undisturbed.SequenceEqual(await StateAsync(world)), $"{step}: {await StateTextAsync(world)}");
        }
    }

    static async Task CompleteAsync(DeploymentWorld world, DeploymentPlan plan)
    {
        var report = await Deployer(world).DeployAsync(plan, Cancellation);
        report.ThrowIfFailed();
        Assert.All(report.Stacks, stack => Assert.True(stack is StackResult.Deployed or StackResult.Unchanged));
    }

    /// <summary>The steps to end at: before each, and after each that writes.</summary>
    async Task<(IReadOnlyList<Step> Steps, IReadOnlyList<string> State)> UndisturbedAsync(DeploymentPlan plan)
    {
        await using var world = await StartAsync();
        killed.Begin();
        await CompleteAsync(world, plan);
        var steps = killed.Steps;
        killed.Begin();
        var written = steps.Where(step =>
            step.Api.Contains("ChangeSet", StringComparison.Ordinal) || step.Api == "s3:PutObject"
        );
        return (
            [
                .. steps,
                .. written
                    .Where(step => step.Api != "cloudformation:DescribeChangeSet")
                    .Select(step => step with { IsDone = true }),
            ],
            await StateAsync(world)
        );
    }

    async Task<DeploymentWorld> StartAsync()
    {
        killed.Begin();
        var world = await DeploymentWorld.StartAsync(options =>
            options with
            {
                Faults = new() { Strike = killed.Strike },
            }
        );
        await FiveStacks.MakeBucketAsync(world);
        return world;
    }

    static Deployer Deployer(DeploymentWorld world) =>
        new(world.Session, world.Endpoint, world, time, new DeployerOptions());

    static async Task<string> StateTextAsync(DeploymentWorld world) =>
        string.Join(Environment.NewLine, await StateAsync(world));

    /// <summary>Stacks with status, outputs and template, change sets that are left, every content of every object, unfinished uploads.</summary>
    static async Task<IReadOnlyList<string>> StateAsync(DeploymentWorld world)
    {
        var state = new List<string>();
        using var session = await world.InAsync(DeploymentWorld.First);
        await using var environment = new StackEnvironment(session, world.Endpoint, new RateBudgets(time), time);
        var calls = environment.Calls;
        foreach (var name in FiveStacks.Names)
        {
            var stack = await environment.Lookup.FindAsync(name, Cancellation);
            var template = await calls.SendAsync(new GetTemplateRequest(name), Cancellation);
            var changeSets = await calls.SendAsync(new ListChangeSetsRequest(name), Cancellation);
            state.Add($"{name} {stack?.Status} {stack?.Outputs[0].Value} {template.Body}");
            state.AddRange(
                changeSets.ChangeSets.Select(changeSet => $"{name} has change set {changeSet.ChangeSetName}")
            );
        }
        using var s3 = FiveStacks.S3(world);
        var versions = await s3.ListVersionsAsync(FiveStacks.Bucket, Cancellation);
        // What was on its way when the run was cut off may arrive after the next has looked: it is then there twice.
        state.AddRange(versions.Versions.Select(version => $"{version.Key} {version.ETag}").Distinct());
        var uploads = await s3.ListMultipartUploadsAsync(FiveStacks.Bucket, Cancellation);
        state.AddRange((uploads.MultipartUploads ?? []).Select(upload => $"unfinished {upload.Key}"));
        return state;
    }
}
