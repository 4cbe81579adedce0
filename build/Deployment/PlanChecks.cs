using Deployment.Assemblies;

namespace Deployment;

/// <summary>What keeps a plan from being made.</summary>
static class PlanChecks
{
    public static IReadOnlyList<Finding> Check(IReadOnlyList<StackArtifact> stacks, DeploymentPlanOptions options) =>
        [.. stacks.SelectMany(SynthesisErrors), .. SameStackTwice(stacks, options)];

    static IEnumerable<Finding> SynthesisErrors(StackArtifact stack) =>
        stack
            .Messages.Where(message => message.Level == SynthesisMessageLevel.Error)
            .Select(message => new Finding(
                FindingCodes.AssemblyErrors,
                $"Stack {stack.DisplayName} has an error that a construct reported",
                [$"{message.ConstructPath}: {message.Text}"],
                "correct the construct and synthesize again"
            ));

    static IEnumerable<Finding> SameStackTwice(IReadOnlyList<StackArtifact> stacks, DeploymentPlanOptions options) =>
        stacks
            .GroupBy(stack =>
                (stack.StackName, stack.Environment.Resolve(options.SessionAccount, options.SessionRegion))
            )
            .Where(group => group.Count() > 1)
            .Select(group => new Finding(
                FindingCodes.DuplicateStack,
                $"Stack {group.Key.StackName} would be deployed to {group.Key.Item2} more than once",
                [string.Join(", ", group.Select(stack => stack.HierarchicalId))],
                "give each its own stackName in the app"
            ));
}
