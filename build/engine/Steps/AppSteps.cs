using Fingerprints.Observations;
using Settings.Projects;
using Steps.Conventions;
using Tools;

namespace Steps;

/// <summary>
/// The steps of a CDK app in whatever language, by convention or as the settings say. What a command reads that is no
/// program of node is not seen: its step runs each time.
/// </summary>
public static class AppSteps
{
    public static ProjectStep Install(ProjectContext context, Project project)
    {
        var convention = AppConvention.Of(project.DirectoryIn(context.Root));
        var isLocked = project.Commands.Install is null && convention is { Locks.Count: > 0, Packages: not null };
        return new(
            new(project.Name, "install")
            {
                Inputs = [.. convention.Locks.Select(file => $"{project.Folder}/{file}")],
                Arguments = Words(project.Commands.Install, convention.Install),
                Tools = convention.IsNode
                    ? context.Versions.Of(Tool.Node, Tool.Yarn)
                    : new Dictionary<string, string>(),
                Outputs = isLocked
                    ? [$"{project.Folder}/{convention.Packages}/", $"!{project.Folder}/{convention.Packages}/.cache/**"]
                    : [],
            },
            $"the packages of {project}",
            () => RunAsync(context, project, "install", project.Commands.Install, convention.Install, isLocked)
        );
    }

    /// <summary>None where nothing is to be built.</summary>
    public static IEnumerable<ProjectStep> Build(ProjectContext context, Project project) =>
        Of(context, project, "build", "the build", project.Commands.Build, convention => convention.Build);

    /// <summary>None where nothing is to be tested.</summary>
    public static IEnumerable<ProjectStep> Test(ProjectContext context, Project project) =>
        Of(context, project, "test", "the tests", project.Commands.Test, convention => convention.Test);

    /// <summary>The PATH by which the app's own programs are found, and the file with its environments.</summary>
    public static Dictionary<string, string?> Environment(ProjectContext context, Project project)
    {
        var variables = new Dictionary<string, string?>
        {
            [NodePackages.SearchPathVariable] = string.Join(
                Path.PathSeparator,
                [
                    .. AppConvention
                        .Of(project.DirectoryIn(context.Root))
                        .Programs.Select(folder => Path.Combine(project.DirectoryIn(context.Root), folder)),
                    NodePackages.SearchPath(context, project),
                ]
            ),
        };
        if (project.Kind == ProjectKind.Cdk)
            variables[EnvironmentsFile.Variable] = EnvironmentsFile.Write(context, project);
        return variables;
    }

    static IEnumerable<ProjectStep> Of(
        ProjectContext context,
        Project project,
        string name,
        string what,
        IReadOnlyList<string>? own,
        Func<AppConvention, IReadOnlyList<IReadOnlyList<string>>> usual
    )
    {
        var commands = usual(AppConvention.Of(project.DirectoryIn(context.Root)));
        if (own is null && commands.Count == 0)
            return [];
        return
        [
            new(
                new(project.Name, name) { Arguments = Words(own, commands), After = [$"{project} install"] },
                $"{what} of {project}",
                () => RunAsync(context, project, name, own, commands, isKnown: false)
            ),
        ];
    }

    static string[] Words(IReadOnlyList<string>? own, IReadOnlyList<IReadOnlyList<string>> usual) =>
        [.. own ?? [.. usual.SelectMany(command => command)]];

    static async Task<IReadOnlyList<Observation>> RunAsync(
        ProjectContext context,
        Project project,
        string step,
        IReadOnlyList<string>? own,
        IReadOnlyList<IReadOnlyList<string>> usual,
        bool isKnown
    )
    {
        foreach (var command in own is null ? usual : [own])
            await RunAsync(context, project, step, command, isConvention: own is null);
        return isKnown ? [] : [new Observation.Doubt($"what the {step} command of {project} reads is not known")];
    }

    static async Task RunAsync(
        ProjectContext context,
        Project project,
        string step,
        IReadOnlyList<string> command,
        bool isConvention
    )
    {
        if (isConvention && command[0] == AppConvention.PinnedYarn)
        {
            await PackageInstallation.RunAsync(context, project, immutable: true);
            return;
        }
        var folder = project.DirectoryIn(context.Root);
        await context.Processes.RunOrFailAsync(
            new Command(ProgramOf(command[0], folder), [.. command.Skip(1)], folder, project.Name)
            {
                Environment = Environment(context, project),
            },
            $"the {step} command of {project}"
        );
    }

    /// <summary>A path is one from the project's folder; a name is found on the PATH.</summary>
    public static string ProgramOf(string word, string folder) =>
        word.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(word, folder) : word;
}
