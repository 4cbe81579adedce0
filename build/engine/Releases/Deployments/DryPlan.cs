using Deployment;
using Deployment.Assemblies;
using Deployment.NextActions;
using Reporting;
using Settings.Projects;
using Steps;
using Steps.Apps;

namespace Releases.Deployments;

/// <summary>Says what Deploy and Destroy would do, by the Cloud Assemblies as they are: order, accounts, roles and assets. Asks AWS for nothing.</summary>
static class DryPlan
{
    static readonly string[] stackHeaders = ["", "Stack", "Account", "Region", "After", "Role"];
    static readonly string[] assetHeaders = ["Asset", "Where it is not there yet", "Role"];

    /// <exception cref="BuildException">There are assemblies, and no plan can be made of them.</exception>
    public static async Task WriteAsync(ReleaseContext context, TextWriter output)
    {
        foreach (var target in context.PlannedTasks.Intersect(["Deploy", "Destroy"]))
        {
            var projects = new List<Project>();
            foreach (var project in context.Assembled)
            {
                var what =
                    !IsSynthesized(context, project) ? "is not there yet"
                    : !await IsCurrentAsync(context, project) ? "may not be what its sources and the settings make now"
                    : null;
                if (what is null)
                    projects.Add(project);
                else
                    await output.WriteLineAsync(
                        $"{context.World.AssemblyOf(project)} {what}: {new BuildCommand("Synth", $"--project={project}").In(context.Aws.Endpoint)}"
                    );
            }
            var cicd = context.Settings.Cicd;
            var open = context.App is null
                ? new TargetEnvironment(cicd.Account, cicd.Region)
                : AppEnvironments.OpenOf(context);
            var plans = ProjectPlans.Of(context, projects, open).Select(plan => plan.Plan).ToList();
            var stacks = plans.SelectMany(plan => plan.Stacks).ToList();
            Table(target == "Destroy" ? [.. stacks.AsEnumerable().Reverse()] : stacks).Write(output);
            if (target == "Deploy")
                Table([.. plans.SelectMany(plan => plan.Assets)]).Write(output);
        }
    }

    /// <summary>Whether all that comes before a deployment would leave the assembly as it is; with --exclusive nothing comes before.</summary>
    static async Task<bool> IsCurrentAsync(ReleaseContext context, Project project)
    {
        if (project.Assembly is not null || context.Run.IsExclusive || !context.PlannedTasks.Contains("Synth"))
            return true;
        foreach (var step in ProjectSteps.OfAssembly(context, project))
        {
            if (!await context.Steps.IsCurrentAsync(step))
                return false;
        }
        return true;
    }

    static bool IsSynthesized(ReleaseContext context, Project project) =>
        File.Exists(Path.Combine(context.World.AssemblyIn(context.Root, project), "manifest.json"));

    static TextTable Table(IReadOnlyList<PlannedStack> stacks) =>
        new(
            stackHeaders,
            [
                .. stacks.Select(
                    (stack, i) =>
                        (string[])
                            [
                                $"{i + 1}",
                                stack.Reference.DisplayName,
                                stack.Environment.Account,
                                stack.Environment.Region,
                                string.Join(", ", Neighbours(stack, stacks)),
                                stack.RoleArn ?? "",
                            ]
                ),
            ]
        );

    /// <summary>What has its turn before the stack because of it: what it depends on, or, where the order is turned round, what depends on it.</summary>
    static IEnumerable<string> Neighbours(PlannedStack stack, IReadOnlyList<PlannedStack> stacks) =>
        stacks
            .TakeWhile(other => other != stack)
            .Where(other =>
                stack.DependsOn.Contains(other.Reference.Id) || other.DependsOn.Contains(stack.Reference.Id)
            )
            .Select(other => other.Reference.DisplayName);

    static TextTable Table(IReadOnlyList<PlannedAsset> assets) =>
        new(
            assetHeaders,
            [
                .. assets.Select(asset =>
                    (string[])[asset.Reference.DisplayName, asset.Reference.Destination, asset.RoleArn ?? ""]
                ),
            ]
        );
}
