using Cake.Core.Diagnostics;
using Deployment;
using Deployment.Assemblies;
using Deployment.NextActions;
using Diagnosis.ExecutionPolicies;
using Settings;
using Settings.Projects;
using Settings.Roles;
using Steps;

namespace Releases.ExecutionPolicies;

/// <summary>Warns of Cloud Assemblies that need more than bootstrapping has allowed CloudFormation. It needs no credentials.</summary>
public static class OutgrownPolicies
{
    /// <summary>A rehearsal brings the policies of its local AWS up to date itself.</summary>
    public static async Task RunAsync(ReleaseContext context)
    {
        var environments = context
            .Settings.AllEnvironments.Where(environment => LeastPrivilege.IsAskedFor(context.Settings, environment))
            .ToList();
        if (environments.Count == 0 || context.World.IsRehearsal)
            return;
        var results = await context.Steps.RunAsync(
            context.Assembled.Select(project => Step(context, project, environments))
        );
        foreach (var result in results)
        foreach (var line in result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            context.Log.Warning("{0}", line);
    }

    static ProjectStep Step(ReleaseContext context, Project project, IReadOnlyList<EnvironmentSettings> environments) =>
        new(
            new(project.Name, "execution-policies")
            {
                Inputs =
                [
                    "build/settings.json",
                    .. context.World.IsLocal ? (string[])[] : [$"{PolicyRecord.FolderOf(context.World)}/**"],
                    .. project.Assembly is { } folder ? [$"{folder}/**"] : (string[])[],
                ],
                IgnoredInputs = context.World.IsLocal ? [$"{PolicyRecord.FolderOf(context.World)}/**"] : [],
                // Another version of the check may see more.
                Tools = new Dictionary<string, string>
                {
                    ["check"] = typeof(PolicyCoverage).Module.ModuleVersionId.ToString(),
                },
                After = project.Assembly is null ? [$"{project} {context.World.StepName("synth")}"] : [],
            },
            $"the check of the execution policies for {project}",
            () => CheckAsync(context, project, environments)
        );

    /// <summary>A line for each environment.</summary>
    static async Task<string> CheckAsync(
        ReleaseContext context,
        Project project,
        IReadOnlyList<EnvironmentSettings> environments
    )
    {
        try
        {
            var stacks = AssembledStacks.Of(context, project);
            var findings = new List<Finding?>();
            foreach (var environment in environments)
                findings.Add(await CheckAsync(context, environment, stacks));
            return string.Join(
                '\n',
                findings.OfType<Finding>().Select(finding => finding.ToString().ReplaceLineEndings(" "))
            );
        }
        catch (BuildException)
        {
            // What is wrong with the assembly itself is said by whatever deploys it.
            return "";
        }
    }

    static async Task<Finding?> CheckAsync(
        ReleaseContext context,
        EnvironmentSettings environment,
        IReadOnlyList<PlannedStack> stacks
    )
    {
        var target = new TargetEnvironment(environment.Account, environment.Region);
        var needed = await ExecutionPolicy.OfAsync(
            target,
            LeastPrivilege.RoleOf(context.Settings, environment),
            stacks,
            [],
            [],
            context.Settings.Qualifier,
            context.Cancellation
        );
        return PolicyCoverage.Finding(
            target,
            environment.Name,
            PolicyCoverage.Missing(needed, PolicyRecord.Read(context, environment)),
            BuildCommand.Bootstrap(target, _ => environment.Name).In(context.Aws.Endpoint)
        );
    }
}
