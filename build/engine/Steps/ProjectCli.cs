using Deployment;
using Deployment.NextActions;
using Settings.Projects;
using Tools;

namespace Steps;

/// <summary>The CDK CLI that synthesizes a project: its own where its package.json names one, else that of another project.</summary>
static class ProjectCli
{
    const string Program = "aws-cdk/bin/cdk";

    /// <summary>The project whose packages have it; null where none of the settings' projects does.</summary>
    public static Project? HostOf(ProjectContext context, Project project) =>
        project.Kind == ProjectKind.Projen || Names(context, project)
            ? project
            : context.Settings.Projects.FirstOrDefault(other =>
                other.Kind == ProjectKind.Projen || Names(context, other)
            );

    /// <summary>How it is started in the project's folder.</summary>
    /// <exception cref="BuildException">NotInstalled, MissingTool: there is none.</exception>
    public static Command Command(ProjectContext context, Project project, string[] preloaded, string[] arguments)
    {
        if (HostOf(context, project) is { } host)
        {
            var command = NodePackages.Command(context, host, Program, arguments);
            return command with
            {
                Arguments = [.. preloaded, .. command.Arguments],
                WorkingDirectory = project.DirectoryIn(context.Root),
                Prefix = project.Name,
            };
        }
        if (Programs.Find("cdk") is not { } program)
            throw new BuildException(
                new Finding(
                    ToolCodes.MissingTool,
                    $"There is no CDK CLI to synthesize {project} with",
                    ["No project of build/settings.json has the package aws-cdk, and cdk is not on the PATH"],
                    "npm install --global aws-cdk"
                )
            );
        // A script of node, by whatever link.
        var script = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
        return new Command(
            "node",
            [.. preloaded, script, .. arguments],
            project.DirectoryIn(context.Root),
            project.Name
        );
    }

    static bool Names(ProjectContext context, Project project)
    {
        var file = Path.Combine(project.DirectoryIn(context.Root), "package.json");
        return project.Kind == ProjectKind.Cdk
            && File.Exists(file)
            && File.ReadAllText(file).Contains("\"aws-cdk\"", StringComparison.Ordinal);
    }
}
