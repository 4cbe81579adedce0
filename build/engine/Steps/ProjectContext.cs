using Arguments;
using Cake.Core;
using Cake.Frosting;
using Deployment.Credentials;
using Reporting;
using Reporting.Runs;
using Settings;
using Settings.Projects;
using Settings.Roles;
using Steps.Apps;
using Steps.Worlds;
using Tools;

namespace Steps;

/// <summary>What the work of a target is handed: settings and arguments, read once; its world, tools and steps; cancellation.</summary>
public abstract class ProjectContext : FrostingContext
{
    readonly Lazy<AppAssembly?> app;
    readonly Lazy<BuildSettings> settings;
    readonly Lazy<BuildArguments> options;
    readonly Lazy<RunWorld> world;

    protected ProjectContext(ICakeContext context, RunState run, SettingsLoader reading)
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
            log.Written += (_, written) => Record.Hear(written.Level, written.Line);
        Processes = new ChildProcesses(Log, run.Cancellation);
        Yarn = new YarnTool(this, Root, Processes);
        world = new(() =>
            new(
                Options.Local,
                Options.Local || LocalEndpoints.AreNamed(Environment.GetEnvironmentVariables(), ProfileName)
            )
            {
                IsPipelineRehearsal = RunWorld.IsOfPipelineRehearsal(System.Environment.GetEnvironmentVariable),
                App = App?.FolderName,
            }
        );
        Versions = new InstalledVersions(Root, Processes, Yarn);
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
    public RunRecord Record { get; }

    /// <summary>The names of the tasks that this run consists of, in their order; known from the setup on.</summary>
    public IReadOnlyList<string> PlannedTasks { get; private set; } = [];

    public CancellationToken Cancellation => Run.Cancellation;

    public ChildProcesses Processes { get; }

    public YarnTool Yarn { get; }

    public InstalledVersions Versions { get; }

    public ProjectStepRunner Steps { get; }

    /// <summary>The AWS that the run works with; a local one answers once it is started.</summary>
    public abstract AwsEndpoint Endpoint { get; }

    /// <summary>Starts the local AWS when the run is a rehearsal, or joins the one that is served: once, however many ask.</summary>
    public abstract Task StartLocalAwsAsync();

    /// <summary>The variables that point a child process, which may look something up, at the AWS that the run works with.</summary>
    public abstract IReadOnlyDictionary<string, string?> ChildEnvironment();

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>On a build server: nothing may be regenerated unnoticed, nobody can be asked.</summary>
    public bool IsContinuousIntegration =>
        string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The compiled program that this run is one of.</summary>
    public string ProgramFile => GetType().Assembly.Location;

    /// <summary>The type of a target's task; null where there is none.</summary>
    public Type? TaskOf(string target) => TaskNames.TypeOf(GetType().Assembly, target);

    /// <summary>Notes the tasks that the run consists of.</summary>
    public void Plan(IEnumerable<string> tasks) => PlannedTasks = [.. tasks];

    /// <summary>Ends what runs with the run.</summary>
    protected void EndSteps()
    {
        Steps.Dispose();
        if (app.IsValueCreated)
            App?.Dispose();
    }

    /// <summary>The profile that the run starts from; null where none is named.</summary>
    string? ProfileName =>
        BaseCredentialsChoice.From(Options.Profile, Settings.Credentials, System.Environment.GetEnvironmentVariable)
            is BaseCredentials.Profile { Name: var name }
            ? name
            : null;
}
