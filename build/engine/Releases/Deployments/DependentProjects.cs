using Deployment;
using Deployment.NextActions;
using Settings.Projects;
using Steps;

namespace Releases.Deployments;

/// <summary>Which projects are skipped, because one that has to go before them failed or was skipped.</summary>
/// <param name="projects">All that there are.</param>
/// <param name="isReversed">What depends on a project goes before it: they are destroyed.</param>
sealed class DependentProjects(IReadOnlyList<Project> projects, bool isReversed)
{
    readonly HashSet<string> failed = new(StringComparer.Ordinal);

    public void Fail(Project project) => failed.Add(project.Name);

    /// <summary>The project that has to go before and was not done; null where there is none.</summary>
    public string? WhyNot(Project project) =>
        isReversed
            ? projects
                .Where(other => failed.Contains(other.Name))
                .FirstOrDefault(other => ProjectOrder.Before(other, projects).Contains(project.Name))
                ?.Name
            : ProjectOrder
                .Before(project, projects)
                .Where(failed.Contains)
                .Order(StringComparer.Ordinal)
                .FirstOrDefault();

    /// <summary>That a project is skipped.</summary>
    public static Finding Left(ReleaseContext context, string target, Project project, string failed) =>
        new(
            ReleaseCodes.ProjectLeftOut,
            $"{target} skipped {project}: {failed} goes before it, and was not done",
            $"fix {failed}, then {new BuildCommand(target, $"--project={failed},{project}").In(context.Aws.Endpoint)}"
        );
}
