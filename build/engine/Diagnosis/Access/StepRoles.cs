using Deployment;
using Diagnosis.Pipelines;
using Diagnosis.Requirements;

namespace Diagnosis.Access;

/// <summary>The roles that a build's commands assume, read from the commands themselves.</summary>
static class StepRoles
{
    static readonly DeploymentPlan nothing = new([], []);

    public static (StepKind Kind, IReadOnlyList<RequiredRole> Roles) Of(PipelineBuild build, PipelineAccessInput input)
    {
        var kind = StepKind.Build;
        var roles = new List<RequiredRole>();
        foreach (var text in build.Commands)
        {
            if (BuildCommand.Parse(text) is { } command)
            {
                var deploys = command.Targets.Contains("Deploy");
                kind = deploys ? StepKind.Release : StepKind.Synthesis;
                roles.AddRange(Of(command, deploys, input));
            }
            else if (IsSelfMutation(text))
            {
                kind = StepKind.SelfMutation;
                var plan = ReleasedStacks.Plan(input.Pipeline.Stacks, input);
                roles.AddRange(RequiredRoles.Of(plan, new RequirementOptions { Cicd = input.Options.Cicd }));
            }
        }
        return (kind, roles);
    }

    /// <summary>Synthesis looks up, and a deployment synthesizes first.</summary>
    static IEnumerable<RequiredRole> Of(BuildCommand command, bool deploys, PipelineAccessInput input)
    {
        (string Project, Deployment.Assemblies.CloudAssembly Assembly, string? Context)[] projects =
        [
            (input.PipelineProject, input.Pipeline, input.PipelineContext),
            (input.ReleasedProject, input.Released, input.ReleasedContext),
        ];
        foreach (var (_, assembly, context) in projects.Where(project => command.Includes(project.Project)))
        {
            var plan = deploys ? ReleasedStacks.Of(command, assembly, input) : nothing;
            var lookups = ContextLookup.Of(assembly, context);
            foreach (var role in RequiredRoles.Of(plan, input.Options with { Lookups = lookups }))
                yield return role;
        }
    }

    /// <summary>The CDK CLI deploys the assembly that the step is given.</summary>
    static bool IsSelfMutation(string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Contains("deploy")
            && words.Any(word => word == "cdk" || word.EndsWith("/cdk", StringComparison.Ordinal));
    }
}
