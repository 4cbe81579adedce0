using System.Text.Json.Nodes;
using Deployment;
using Deployment.Credentials;
using Deployment.Files;
using Deployment.NextActions;
using LocalAws;
using Reporting;
using Settings.Roles;
using Steps;
using Steps.Worlds;
using Tools;

namespace Rehearsal.Pipelines;

/// <summary>The whole life of the pipeline in a local AWS: deployed once as a user would, then a push that it runs.</summary>
public static class PipelineRehearsal
{
    /// <summary>Where the world of rehearsals is, from the repository's root: each begins where the last one ended.</summary>
    public const string StateFolder = RunWorld.LocalAwsFolder + "/rehearsal";

    /// <summary>Where the logs of the builds are, from the repository's root.</summary>
    public const string LogFolder = Reporting.ReportFiles.Folder + "/rehearsal";

    /// <exception cref="BuildException">What failed, with the missing statement where IAM denied something.</exception>
    public static async Task RunAsync(ProjectContext context)
    {
        if (context.Settings.PipelineProject is null)
            throw new BuildException(
                new Finding(
                    RehearsalCodes.NoPipeline,
                    "There is no pipeline to rehearse: no project of build/settings.json releases the others",
                    "write \"releases\": true for the project whose app is the pipeline"
                ),
                BuildException.WrongInput
            );
        var log = new RehearsalLog(context.Time, EmptyLogFolder(context));
        using var kept = context.Options.Keep ? new KeptFolders() : null;
        var machine = BuildMachine.Options(
            System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile),
            System.Environment.GetEnvironmentVariable
        );
        await using var server = await LocalAwsStart.RunAsync(
            context,
            StateFolder,
            options =>
                options with
                {
                    Decided = log.Decide,
                    CodeBuild = machine with
                    {
                        Variables = new Dictionary<string, string>(machine.Variables)
                        {
                            [RunWorld.PipelineRehearsalVariable] = "true",
                        },
                        Changed = log.Note,
                        Log = log.Hear,
                        KeepsSandboxes = kept is not null,
                        SandboxDirectory = kept?.Path ?? options.CodeBuild.SandboxDirectory,
                    },
                }
        );
        var cicd = context.Settings.Cicd;
        using var calls = new LocalCalls(
            server.Endpoint,
            server.AdministratorOf(cicd.Account),
            cicd.Region,
            context.Time
        );
        var report = new RehearsalReport(Terminal.Out, log);
        context.Record.Actions = report.Ended;
        var succeeded = await RunAsync(context, server, calls, report);
        report.Write();
        if (kept is not null)
        {
            Terminal.WriteLine($"The folders of its builds stay in {kept.Path} as long as this runs.");
            await LocalAwsServing.UntilInterruptedAsync(context, server, StateFolder);
        }
        if (!succeeded)
            throw Failure(report, log);
    }

    /// <summary>The logs of the last rehearsal go when the next begins.</summary>
    internal static string EmptyLogFolder(ProjectContext context)
    {
        var folder = Path.Combine(context.Root, LogFolder);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        return Path.GetRelativePath(System.Environment.CurrentDirectory, folder);
    }

    static async Task<bool> RunAsync(
        ProjectContext context,
        LocalAwsServer server,
        LocalCalls calls,
        RehearsalReport report
    )
    {
        var cancellation = context.Cancellation;
        var pipeline = await FindAsync(calls, cancellation);
        if (!context.Options.Retry)
            await PushAsync(context, server, await TargetsAsync(context, calls, pipeline));
        if (context.Settings.AllEnvironments.Any(one => LeastPrivilege.IsAskedFor(context.Settings, one)))
        {
            // What it is follows from all assemblies, and their lookups need bootstrapped accounts.
            await RunAsync(context, server, ["Bootstrap"]);
            await RunAsync(context, server, ["Synth"], project: null);
        }
        // What the settings say of bootstrapping may have changed since the last rehearsal.
        await RunAsync(context, server, pipeline is null ? ["Bootstrap", "Deploy"] : ["Bootstrap"]);
        if (pipeline is null)
        {
            pipeline =
                await FindAsync(calls, cancellation)
                ?? throw new BuildException(
                    new Finding(
                        RehearsalCodes.NoPipeline,
                        "The deployment of pipeline/ made no pipeline",
                        "define one in pipeline/src, then rehearse again"
                    )
                );
        }
        var run = new PipelineRun(calls, pipeline, context.Time);
        var before = (await run.ActionsAsync(cancellation)).Select(action => action.Id).ToHashSet();
        var id = context.Options.Retry ? await run.RetryAsync(cancellation) : await run.StartAsync(cancellation);
        // The first execution of a new pipeline began before anyone looked.
        before.ExceptWith(
            (await run.ActionsAsync(cancellation))
                .Where(action => action.Execution == id && !context.Options.Retry)
                .Select(action => action.Id)
        );
        return await run.WatchAsync(before, report.Tell, cancellation);
    }

    /// <summary>The source of the settings, and that of the pipeline as it is: where they differ, it finds its change in the latter.</summary>
    static async Task<IEnumerable<PushTarget>> TargetsAsync(ProjectContext context, LocalCalls calls, string? pipeline)
    {
        var wanted = PushTarget.Of(context.Settings.Source);
        if (pipeline is null)
            return [wanted];
        var found = await calls.CallAsync(
            "codepipeline",
            "CodePipeline_20150709.GetPipeline",
            new JsonObject { ["name"] = pipeline },
            context.Cancellation
        );
        return PushTarget.Of(found["pipeline"]!.AsObject()).Append(wanted).Distinct();
    }

    static async Task PushAsync(ProjectContext context, LocalAwsServer server, IEnumerable<PushTarget> targets)
    {
        var folder = TemporaryFolders.Create("rehearsal");
        try
        {
            var snapshot = await SourceSnapshot.TakeAsync(
                context.Root,
                folder,
                context.Options.IncludeUncommitted,
                context.Cancellation
            );
            Terminal.WriteLine($"Pushing {snapshot.Id[..7]} {snapshot.Message}");
            var repository = new SourceRepository(server, context.Settings.Cicd);
            foreach (var target in targets)
                await repository.PushAsync(snapshot, target, context.Cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Bootstraps the accounts, and deploys pipeline/ where it is not, in a run of its own and with a profile, as a user does.</summary>
    /// <param name="project">Null for all.</param>
    internal static async Task RunAsync(
        ProjectContext context,
        LocalAwsServer server,
        IReadOnlyList<string> targets,
        string? project = "pipeline"
    )
    {
        var profile = LocalAwsProfile.Write(context.Root, StateFolder, server, context.Settings);
        string[] arguments =
        [
            context.ProgramFile,
            .. targets.Select(target => $"--target={target}"),
            .. project is null ? (string[])[] : [$"--project={project}"],
            $"--profile={profile.Names[0]}",
            .. targets.Contains("Deploy") ? (string[])["--require-approval=never"] : [],
        ];
        var command = new Command(System.Environment.ProcessPath!, arguments, context.Root, "deploy")
        {
            ReachesAws = true,
            EndsWithCaller = true,
            Environment = profile
                .Variables.Append((Name: RunWorld.PipelineRehearsalVariable, Value: "true"))
                .ToDictionary(pair => pair.Name, string? (pair) => pair.Value),
        };
        await context.Processes.RunOrFailAsync(command, $"{string.Join(" and ", targets)} in the rehearsal");
    }

    static async Task<string?> FindAsync(LocalCalls calls, CancellationToken cancellationToken)
    {
        var found = await calls.CallAsync(
            "codepipeline",
            "CodePipeline_20150709.ListPipelines",
            new JsonObject(),
            cancellationToken
        );
        return found["pipelines"]!.AsArray() is [{ } first, ..] ? first["name"]!.ToString() : null;
    }

    static BuildException Failure(RehearsalReport report, RehearsalLog log) =>
        new([
            .. report.Failed.Count == 0
                ? [new Finding(RehearsalCodes.RehearsalFailed, "The pipeline did not come to its end", retry)]
                : report.Failed.Select(run => new Finding(
                    RehearsalCodes.RehearsalFailed,
                    $"{run} failed",
                    [run.Error ?? ""],
                    retry
                )),
            .. DenialFindings.Of(log.Denied),
        ]);

    static readonly string retry =
        $"fix it, then {new BuildCommand("Rehearse").In(AwsEndpoint.Aws)}, or with --retry to go on from the failed stage";
}
