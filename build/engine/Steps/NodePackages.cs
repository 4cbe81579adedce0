using Deployment;
using Deployment.NextActions;
using Settings.Projects;
using Tools;

namespace Steps;

/// <summary>Runs programs out of a subproject's node_modules, by node itself: neither npx nor a shell stands between.</summary>
static class NodePackages
{
    /// <param name="what">What the program does, as in "the type check".</param>
    /// <param name="program">Its path below node_modules.</param>
    public static Task RunAsync(
        ProjectContext context,
        Project project,
        string what,
        string program,
        params string[] arguments
    ) => context.Processes.RunOrFailAsync(Command(context, project, program, arguments), $"{what} of {project}");

    /// <summary>
    /// The PATH of what an app starts itself: the programs of its packages, and the yarn that the build uses, before those of
    /// the machine. NodejsFunction bundles by <c>yarn run esbuild</c> (aws-cdk-lib, aws-lambda-nodejs/lib/package-manager.ts).
    /// </summary>
    public static string SearchPath(ProjectContext context, Project project) =>
        string.Join(
            Path.PathSeparator,
            (
                (string?[])
                    [
                        Path.Combine(project.DirectoryIn(context.Root), "node_modules", ".bin"),
                        context.Yarn.OwnFolder,
                        Environment.GetEnvironmentVariable(SearchPathVariable),
                    ]
            ).Where(part => !string.IsNullOrEmpty(part))
        );

    public const string SearchPathVariable = "PATH";

    public static Command Command(ProjectContext context, Project project, string program, params string[] arguments)
    {
        var directory = project.DirectoryIn(context.Root);
        var path = Path.Combine(directory, "node_modules", program);
        if (!File.Exists(path))
            throw new BuildException(
                new Finding(
                    StepCodes.NotInstalled,
                    $"{project.Folder}/node_modules has no {program}",
                    BuildCommand.Install(project.Name)
                )
            );
        return new Command("node", [path, .. arguments], directory, project.Name);
    }
}
