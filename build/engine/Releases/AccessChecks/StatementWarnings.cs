using Cake.Core.Diagnostics;
using Deployment;
using Deployment.Assemblies;
using Diagnosis.DeadStatements;
using Settings.Projects;
using Steps;

namespace Releases.AccessChecks;

/// <summary>Warns of statements in the policies of the Cloud Assemblies that never work.</summary>
public static class StatementWarnings
{
    public static async Task RunAsync(ReleaseContext context)
    {
        var results = await context.Steps.RunAsync(context.Assembled.Select(project => Step(context, project)));
        foreach (var result in results)
        foreach (var line in result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            context.Log.Warning("{0}", line);
    }

    static ProjectStep Step(ReleaseContext context, Project project) =>
        new(
            new(project.Name, context.World.StepName("statements"))
            {
                Inputs = ["build/settings.json", .. project.Assembly is { } folder ? [$"{folder}/**"] : (string[])[]],
                // Another version of the check may see more.
                Tools = new Dictionary<string, string>
                {
                    ["check"] = typeof(StatementCheck).Module.ModuleVersionId.ToString(),
                },
                After = project.Assembly is null ? [$"{project} {context.World.StepName("synth")}"] : [],
            },
            $"the check of the policies of {project}",
            () => CheckAsync(context, project)
        );

    /// <summary>A line for each.</summary>
    static async Task<string> CheckAsync(ReleaseContext context, Project project)
    {
        try
        {
            var assembly = CloudAssembly.Load(context.World.AssemblyIn(context.Root, project), context.Aws.Endpoint);
            var options = new DeploymentPlanOptions
            {
                SessionAccount = context.Settings.Cicd.Account,
                SessionRegion = context.Settings.Cicd.Region,
            };
            var findings = await StatementCheck.OfAsync(
                DeploymentPlan.Create(assembly.Stacks, options),
                context.Cancellation
            );
            return string.Join('\n', findings.Select(finding => finding.ToString().ReplaceLineEndings(" ")));
        }
        catch (BuildException)
        {
            // What is wrong with the assembly itself is said by whatever deploys it.
            return "";
        }
    }
}
