using Deployment;
using Deployment.Assemblies;
using Diagnosis.Pipelines;

namespace Diagnosis.Access;

/// <summary>The stacks that a step's command deploys.</summary>
static class ReleasedStacks
{
    public static DeploymentPlan Of(BuildCommand command, CloudAssembly assembly, PipelineAccessInput input)
    {
        var selector = new StackSelector(command.ValuesOf("stacks"), command.Options.ContainsKey("exclusively"));
        var chosen = command
            .ValuesOf("environment")
            .Select(name => input.Environments.GetValueOrDefault(name))
            .OfType<TargetEnvironment>()
            .ToHashSet();
        var stacks = selector.Select(assembly.Stacks).Stacks;
        if (chosen.Count > 0)
            stacks = [.. stacks.Where(stack => chosen.Contains(Resolve(stack, input)))];
        return Plan(stacks, input, command.ValuesOf("shard") is [var shard] ? Shard.Parse(shard) : null);
    }

    public static DeploymentPlan Plan(
        IReadOnlyList<StackArtifact> stacks,
        PipelineAccessInput input,
        Shard? shard = null
    ) =>
        DeploymentPlan.Create(
            stacks,
            new DeploymentPlanOptions
            {
                SessionAccount = input.Options.Cicd.Account,
                SessionRegion = input.Options.Cicd.Region,
                Shard = shard,
            }
        );

    static TargetEnvironment Resolve(StackArtifact stack, PipelineAccessInput input) =>
        stack.Environment.Resolve(input.Options.Cicd.Account, input.Options.Cicd.Region);
}
