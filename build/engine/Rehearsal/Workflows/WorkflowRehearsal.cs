using Amazon.Runtime;
using Amazon.SecurityToken;
using Arguments;
using Deployment;
using Deployment.Credentials;
using Deployment.Files;
using Deployment.NextActions;
using LocalAws;
using Rehearsal.Pipelines;
using Reporting;
using Settings;
using Settings.Roles;
using Steps;
using Steps.Worlds;
using Tools;

namespace Rehearsal.Workflows;

/// <summary>
/// The life of the last commit with GitHub Actions, in a local AWS: bootstrapped as an administrator would, compared as in a
/// pull request, released as by a push, with tokens of an issuer on this machine. The policies of the roles decide.
/// </summary>
public static class WorkflowRehearsal
{
    /// <exception cref="BuildException">What failed, with the missing statement where IAM denied something.</exception>
    public static async Task RunAsync(ProjectContext context)
    {
        if (context.Options.Keep)
            throw new BuildException(
                new Finding(
                    FindingCodes.InvalidArguments,
                    $"--{BuildOptions.Keep} is for the rehearsal of CodePipeline, and GitHub Actions release here",
                    "leave it out"
                ),
                BuildException.WrongInput
            );
        var kept = new RehearsedJobs(Path.Combine(context.Root, RehearsedJobs.Folder));
        var resumed = context.Options.Retry ? kept.Resume() : null;
        var options = WebIdentityPlan.Of(context.Settings)!;
        var log = new RehearsalLog(context.Time);
        var logs = PipelineRehearsal.EmptyLogFolder(context);
        using var issuer = new TokenIssuer(options.Issuer, context.Time);
        await using var server = await LocalAwsStart.RunAsync(
            context,
            PipelineRehearsal.StateFolder,
            local =>
                local with
                {
                    Decided = log.Decide,
                    WebIdentityKeys = new Dictionary<string, string> { [options.Issuer] = issuer.KeySet() },
                }
        );
        await BootstrapAsync(context, server);
        var folder = TemporaryFolders.Create("workflows");
        var failed = new List<string>();
        IReadOnlyList<Finding> accepted;
        try
        {
            var snapshot =
                resumed
                ?? await kept.BeginAsync(context.Root, context.Options.IncludeUncommitted, context.Cancellation);
            Terminal.WriteLine($"{(resumed is null ? "Pushing" : "Retrying")} {snapshot.Id[..7]} {snapshot.Message}");
            var world = WorldOf(context, server, issuer, folder, snapshot.Zip) with
            {
                LogFolder = logs,
                Artifacts = kept.Artifacts,
            };
            failed.AddRange(
                await RunAsync(context, world with { IsPullRequest = true }, kept, GeneratedFiles.DiffWorkflow)
            );
            if (File.Exists(Path.Combine(world.ArtifactOf("diff"), "diff.md")))
                File.Copy(
                    Path.Combine(world.ArtifactOf("diff"), "diff.md"),
                    Path.Combine(context.Root, PipelineRehearsal.LogFolder, "diff.md")
                );
            failed.AddRange(await RunAsync(context, world, kept, GeneratedFiles.ReleaseWorkflow));
        }
        finally
        {
            kept.End(failed.Count > 0);
            Directory.Delete(folder, recursive: true);
        }
        WriteDeeds(log);
        Terminal.WriteLine($"The logs and summaries of the jobs are in {logs}.");
        // What is tried in vain from here on is meant to be.
        var denied = log.Denied;
        using (var sts = Anonymous(server, context.Settings.Cicd))
            accepted = await ForeignTokens.FindAcceptedAsync(
                sts,
                issuer,
                options,
                context.Settings.Source,
                name => RoleChains.ArnOf(name, context.Settings.Qualifier, context.Settings.Cicd.AsEnvironment),
                context.Cancellation
            );
        if (accepted.Count == 0)
            Terminal.WriteLine("Tokens of other branches, environments, repositories and audiences were refused.");
        if (failed.Count + accepted.Count > 0)
            throw new BuildException([
                .. failed.Select(job => new Finding(
                    RehearsalCodes.RehearsalFailed,
                    $"{job} failed",
                    [$"its log is in {logs}"],
                    retry
                )),
                .. DenialFindings.Of(denied),
                .. accepted,
            ]);
    }

    /// <summary>The job that writes the comment talks to GitHub alone, and is not rehearsed.</summary>
    static async Task<IReadOnlyList<string>> RunAsync(
        ProjectContext context,
        WorkflowWorld world,
        RehearsedJobs kept,
        string path
    )
    {
        var text = await File.ReadAllTextAsync(Path.Combine(context.Root, path), context.Cancellation);
        var workflow = Workflow.Read(text, path);
        var run = new WorkflowRun(world, Terminal.WriteLine, context.Cancellation) { Done = kept.Done };
        await run.RunAsync(workflow with { Jobs = [.. workflow.Jobs.Where(job => job.AsksForTokens)] });
        return run.Failed;
    }

    static async Task BootstrapAsync(ProjectContext context, LocalAwsServer server)
    {
        var isLeast = context.Settings.AllEnvironments.Any(one => LeastPrivilege.IsAskedFor(context.Settings, one));
        // What it is follows from all assemblies, and their lookups need bootstrapped accounts.
        foreach (var target in isLeast ? (string[])["Bootstrap", "Synth", "Bootstrap"] : ["Bootstrap"])
            await PipelineRehearsal.RunAsync(context, server, [target], project: null);
    }

    static WorkflowWorld WorldOf(
        ProjectContext context,
        LocalAwsServer server,
        TokenIssuer issuer,
        string folder,
        string source
    ) =>
        new(
            folder,
            source,
            context.Settings.Source,
            issuer,
            BuildMachine.Options(
                System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile),
                System.Environment.GetEnvironmentVariable
            ),
            (arguments, workspace, environment, hear) =>
                context.Processes.RunAsync(
                    new Command("bash", arguments, workspace, "job") { Environment = environment, OnLine = hear }
                )
        )
        {
            Variables = new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL"] = server.Endpoint.ToString(),
                ["AWS_EC2_METADATA_DISABLED"] = "true",
                [RunWorld.PipelineRehearsalVariable] = "true",
            },
        };

    static AmazonSecurityTokenServiceClient Anonymous(LocalAwsServer server, CicdSettings cicd) =>
        new(
            new AnonymousAWSCredentials(),
            new AmazonSecurityTokenServiceConfig
            {
                ServiceURL = server.Endpoint.ToString(),
                AuthenticationRegion = cicd.Region,
            }
        );

    static void WriteDeeds(RehearsalLog log)
    {
        Terminal.WriteLine("");
        Terminal.WriteLine("What each role did:");
        foreach (var role in log.Allowed.OrderBy(role => role.Key, StringComparer.Ordinal))
        {
            var deeds = role.GroupBy(entry => entry.Action.Split(':')[0])
                .Select(service =>
                    $"{service.Key}: {string.Join(", ", service.Select(entry => $"{entry.Action.Split(':')[1]} {entry.Times}"))}"
                );
            Terminal.WriteLine($"  {role.Key}: {string.Join("; ", deeds)}");
        }
    }

    static readonly string retry =
        $"fix it, then {new BuildCommand("Rehearse").In(AwsEndpoint.Aws)}, or with --retry to run what failed, and what needs it, once more";
}
