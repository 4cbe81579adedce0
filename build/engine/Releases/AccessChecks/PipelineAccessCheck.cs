using Cake.Core.Diagnostics;
using Deployment;
using Deployment.NextActions;
using Diagnosis.Access;
using Fingerprints;
using Settings.Projects;
using Steps;
using Steps.Worlds;

namespace Releases.AccessChecks;

/// <summary>Fails a synthesis whose pipeline may not do what the release of infra will ask for. It needs no credentials.</summary>
public static class PipelineAccessCheck
{
    /// <summary>Checks when both assemblies are those of the sources, and says so when one is not.</summary>
    public static async Task RunAsync(ReleaseContext context)
    {
        if (context.Settings.PipelineProject is not { } pipeline || context.Settings.ReleasedProjects.Count == 0)
            return;
        foreach (
            var project in context
                .Settings.ReleasedProjects.Prepend(pipeline)
                .Where(project => project.Assembly is null)
                .ExceptBy(context.Options.Projects.Select(project => project.Name), project => project.Name)
        )
        {
            if (await IsCurrentAsync(context, project))
                continue;
            context.Log.Information(
                "pipeline access: not checked, {0} is not up to date  ({1} checks)",
                context.World.AssemblyOf(project),
                new BuildCommand("Synth").In(context.Aws.Endpoint)
            );
            return;
        }
        foreach (var result in await context.Steps.RunAsync([Step(context, pipeline)]))
        foreach (var line in result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            context.Log.Warning("pipeline access: {0}", line);
    }

    /// <summary>Whether the assembly is what the sources and the settings make of it: the settings come into it by the generated files.</summary>
    static async Task<bool> IsCurrentAsync(ReleaseContext context, Project project)
    {
        // Published functions change no permission.
        foreach (
            var step in ProjectSteps.OfAssembly(context, project).Where(step => step.Declaration.Name != "publish")
        )
        {
            if (!await context.Steps.IsCurrentAsync(step))
                return false;
        }
        return true;
    }

    static ProjectStep Step(ReleaseContext context, Project pipeline) =>
        new(
            new(pipeline.Name, context.World.StepName("access"))
            {
                Inputs =
                [
                    .. Judged(context, pipeline)
                        .Select(project => project.Assembly)
                        .OfType<string>()
                        .Select(folder => $"{folder}/**"),
                    "build/settings.json",
                    .. Judged(context, pipeline).Select(project => $"{project.Folder}/{LocalContext.FileName}"),
                ],
                IgnoredInputs = context.World.IsLocal
                    ? [.. Judged(context, pipeline).Select(LocalContext.LookupsOf)]
                    : [],
                // Another version of the check may see more.
                Tools = new Dictionary<string, string>
                {
                    ["check"] = typeof(PipelineAccess).Module.ModuleVersionId.ToString(),
                },
                After =
                [
                    .. Judged(context, pipeline)
                        .Where(project => project.Assembly is null)
                        .Select(project => $"{project} {context.World.StepName("synth")}"),
                ],
            },
            "the access check of the pipeline",
            () => Task.FromResult(Check(context, pipeline))
        );

    static IEnumerable<Project> Judged(ReleaseContext context, Project pipeline) =>
        context.Settings.ReleasedProjects.Prepend(pipeline);

    /// <summary>What could not be decided, a line each.</summary>
    /// <exception cref="BuildException">What is missing.</exception>
    static string Check(ReleaseContext context, Project pipeline)
    {
        var all = context
            .Settings.ReleasedProjects.Select(released =>
                PipelineAccess.Of(AccessInputs.Of(context, pipeline, released))
            )
            .ToList();
        var found = all.SelectMany(access => access.Findings).DistinctBy(finding => finding.ToString()).ToList();
        return found is { Count: > 0 } findings
            ? throw new BuildException(findings)
            : string.Join(
                '\n',
                all.SelectMany(access => access.Undecided)
                    .Select(answer =>
                        $"whether {answer.Step} may {answer.Permission.Action} on {answer.Permission.Resource} is not known: {((Access.Undecided)answer.Access).Why}"
                    )
                    .Distinct(StringComparer.Ordinal)
            );
    }
}
