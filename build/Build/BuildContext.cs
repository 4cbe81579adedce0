using Build.Apps;
using Build.Arguments;
using Build.Deployments;
using Build.Projects;
using Build.Rehearsal.Pipelines;
using Build.Reporting;
using Build.Reporting.Runs;
using Build.Settings;
using Build.Steps;
using Build.Tools;
using Build.Worlds;
using Cake.Core;
using Cake.Frosting;
using Deployment.Credentials;

namespace Build;

/// <summary>What every task is handed: settings and arguments, read once; the session of its purpose; cancellation.</summary>
public sealed class BuildContext : FrostingContext, IAsyncDisposable
{
    readonly Lazy<AppAssembly?> app;
    readonly Lazy<BuildSettings> settings;
    readonly Lazy<BuildArguments> options;
    readonly Lazy<RunWorld> world;
    Session? session;

    public BuildContext(ICakeContext context, RunState run, SettingsInReading reading)
        : base(context)
    {
        Run = run;
        app = new(() => AppAssembly.Find(Arguments, run.CalledFrom ?? Root));
        settings = new(() =>
            App is null
                ? reading.Of(Root)
                : AppEnvironments.Over(reading.Of(Root), App, Environment.GetEnvironmentVariable)
        );
        options = new(() =>
            ArgumentsReader.Read(
                Arguments,
                Settings.EnvironmentNames,
                Root,
                PlannedTasks,
                App?.Project,
                Settings.Projects
            )
        );
        Record = new RunRecord(Time);
        if (Log is CleanLog log)
            log.Written += Record.Hear;
        Processes = new ChildProcesses(Log, run);
        Yarn = new YarnTool(this);
        Aws = new AwsAccess(this);
        world = new(() =>
            new(
                Options.Local,
                Options.Local || LocalEndpoints.AreNamed(Environment.GetEnvironmentVariables(), Aws.ProfileName)
            )
            {
                IsPipelineRehearsal = PipelineRehearsal.IsPartOf(System.Environment.GetEnvironmentVariable),
                App = App?.FolderName,
            }
        );
        Versions = new InstalledVersions(this);
        Steps = new ProjectStepRunner(this);
    }

    /// <summary>The repository's root.</summary>
    public string Root => Environment.WorkingDirectory.FullPath;

    /// <summary>The Cloud Assembly that <c>--app</c> names, in the place of the subprojects; null where they are worked on.</summary>
    public AppAssembly? App => app.Value;

    /// <summary>The projects that the run works on, as far as they have a Cloud Assembly.</summary>
    public IReadOnlyList<Project> Assembled => [.. Options.Projects.Where(project => project.HasAssembly)];

    /// <summary>Whether an assembly is synthesized that the run works on: else Node is not needed.</summary>
    public bool Synthesizes => App is null && Options.Projects.Any(project => project.Assembly is null);

    /// <summary>What build/settings.json says, with the environments of <see cref="App"/>.</summary>
    public BuildSettings Settings => settings.Value;

    public BuildArguments Options => options.Value;

    /// <summary>Where this run's files are, and whether what answers it is a local AWS.</summary>
    public RunWorld World => world.Value;

    public RunState Run { get; }

    /// <summary>What the run does, for its page.</summary>
    internal RunRecord Record { get; }

    /// <summary>The names of the tasks that this run consists of, in their order; known from the setup on.</summary>
    public IReadOnlyList<string> PlannedTasks { get; internal set; } = [];

    public CancellationToken Cancellation => Run.Cancellation;

    public ChildProcesses Processes { get; }

    internal YarnTool Yarn { get; }

    public InstalledVersions Versions { get; }

    public ProjectStepRunner Steps { get; }

    /// <summary>The way to AWS, or to the local one.</summary>
    public AwsAccess Aws { get; }

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>The session that the task's <see cref="AssumesRoleAttribute"/> asks for.</summary>
    public Session Session =>
        session ?? throw new InvalidOperationException("The task declares no purpose with [AssumesRole].");

    /// <summary>On a build server: nothing may be regenerated unnoticed, nobody can be asked.</summary>
    public bool IsContinuousIntegration =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Gives the task its session; null takes it away.</summary>
    internal void Hold(Session? opened)
    {
        session?.Dispose();
        session = opened;
    }

    public async ValueTask DisposeAsync()
    {
        Hold(null);
        Steps.Dispose();
        if (app.IsValueCreated)
            App?.Dispose();
        await Aws.DisposeAsync();
    }
}
