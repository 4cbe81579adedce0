using Deployment;
using Settings;

namespace Steps;

/// <summary>The folders of the projects that steps work on. Only those that the settings do not name can be missing.</summary>
static class ProjectFolders
{
    /// <exception cref="BuildException">A project has no folder; exit code 2.</exception>
    public static void Check(ProjectContext context, IEnumerable<ProjectStep> steps)
    {
        var subprojects = steps.Select(step => step.Declaration.Subproject).ToHashSet(StringComparer.Ordinal);
        var missing = context
            .Settings.Projects.Where(project =>
                project.Assembly is null
                && subprojects.Contains(project.Name)
                && !Directory.Exists(project.DirectoryIn(context.Root))
            )
            .ToList();
        if (missing.Count == 0)
            return;
        var left = context.Settings.Projects.Except(missing).Select(project => project.Name).ToList();
        throw new BuildException(
            [
                .. missing.Select(project => new Finding(
                    SettingsCodes.InvalidSettings,
                    $"The project {project} has no folder {project.Folder}/",
                    ["Without projects in build/settings.json there are pipeline and infra"],
                    $"write into build/settings.json the projects that there are: \"projects\": [{string.Join(", ", left.DefaultIfEmpty("<name>").Select(Entry))}]"
                )),
            ],
            BuildException.WrongInput
        );
    }

    static string Entry(string name) => $"{{ \"name\": \"{name}\", \"kind\": \"projen\" }}";
}
