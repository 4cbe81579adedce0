using Build.Fingerprints;
using Build.Projects;
using Build.Steps;
using Build.Worlds;
using Cake.Core.Diagnostics;
using Deployment;
using Deployment.NextActions;
using Diagnosis.Access;

namespace Build.AccessChecks;

/// <summary>Fails a synthesis whose pipeline may not do what the release of infra will ask for. It needs no credentials.</summary>
static class PipelineAccessCheck
{
    /// <summary>Checks when both assemblies are those of the sources, and says so when one is not.</summary>
    public static async Task RunAsync(BuildContext context)
    {
        foreach (var project in Project.All.Except(context.Options.Projects))
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
        foreach (var result in await context.Steps.RunAsync([Step(context)]))
        foreach (var line in result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            context.Log.Warning("pipeline access: {0}", line);
    }

    /// <summary>Whether the assembly is what the sources and the settings make of it: the settings come into it by the generated files.</summary>
    static async Task<bool> IsCurrentAsync(BuildContext context, Project project)
    {
        foreach (
            var step in (ProjectStep[])
                [
                    ProjectSteps.Install(context, project, immutable: true),
                    ProjectSteps.Projen(context, project),
                    ProjectSteps.Synth(context, project),
                ]
        )
        {
            if (!await context.Steps.IsCurrentAsync(step))
                return false;
        }
        return true;
    }

    static ProjectStep Step(BuildContext context) =>
        new(
            new(Project.Pipeline.Name, context.World.StepName("access"))
            {
                Inputs =
                [
                    "build/settings.json",
                    .. Project.All.Select(project => $"{project}/{LocalContext.FileName}"),
                ],
                IgnoredInputs = context.World.IsLocal ? [.. Project.All.Select(LocalContext.LookupsOf)] : [],
                // Another version of the check may see more.
                Tools = new Dictionary<string, string>
                {
                    ["check"] = typeof(PipelineAccess).Module.ModuleVersionId.ToString(),
                },
                After = [.. Project.All.Select(project => $"{project} {context.World.StepName("synth")}")],
            },
            "the access check of the pipeline",
            () => Task.FromResult(Check(context))
        );

    /// <summary>What could not be decided, a line each.</summary>
    /// <exception cref="BuildException">What is missing.</exception>
    static string Check(BuildContext context)
    {
        var access = PipelineAccess.Of(AccessInputs.Of(context));
        return access.Findings is { Count: > 0 } findings
            ? throw new BuildException(findings)
            : string.Join(
                '\n',
                access
                    .Undecided.Select(answer =>
                        $"whether {answer.Step} may {answer.Permission.Action} on {answer.Permission.Resource} is not known: {((Access.Undecided)answer.Access).Why}"
                    )
                    .Distinct(StringComparer.Ordinal)
            );
    }
}
