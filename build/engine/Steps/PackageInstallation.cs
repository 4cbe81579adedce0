using Cake.Core;
using Deployment;
using Settings.Projects;
using Tools;
using Tools.Failures;

namespace Steps;

/// <summary>Installs the packages that a subproject's lock file names.</summary>
static class PackageInstallation
{
    public static async Task RunAsync(ProjectContext context, Project project, bool immutable)
    {
        var yarn = await context.Yarn.ObtainAsync();
        try
        {
            YarnTool.Install(context, yarn, project.DirectoryIn(context.Root), immutable);
        }
        catch (CakeException exception)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var lines = (context.ProcessRunner as CakeProcessRunner)?.LinesIn(project.DirectoryIn(context.Root)) ?? [];
            var (why, next) = ToolFailure.Explain(
                lines,
                project.DirectoryIn(context.Root),
                immutable
                    ? $"see what yarn says above; where it is the lock file, run yarn install in {project.Folder}/ and commit {project.Folder}/yarn.lock"
                    : "see what yarn says above"
            );
            throw new BuildException(
                new Finding(
                    StepCodes.InstallFailed,
                    $"The packages of {project} were not installed",
                    [.. why, exception.Message],
                    next
                ),
                innerException: exception
            );
        }
    }
}
