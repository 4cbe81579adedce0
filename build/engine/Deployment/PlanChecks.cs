using Deployment.Assemblies;

namespace Deployment;

/// <summary>What keeps a plan from being made.</summary>
static class PlanChecks
{
    public static IReadOnlyList<Finding> Check(IReadOnlyList<StackArtifact> stacks, DeploymentPlanOptions options) =>
        [.. stacks.SelectMany(SynthesisErrors), .. Unplaced(stacks, options), .. SameStackTwice(stacks, options)];

    /// <summary>All in one: what says where one goes says it of the others.</summary>
    static IEnumerable<Finding> Unplaced(IReadOnlyList<StackArtifact> stacks, DeploymentPlanOptions options)
    {
        var open = stacks
            .Select(stack => (stack, Environment: Resolve(stack, options)))
            .Where(placed => !placed.Environment.IsResolved)
            .ToList();
        if (open.Count > 0)
            yield return new Finding(
                FindingCodes.AmbiguousEnvironment,
                $"Where {(open.Count == 1 ? "a stack goes" : $"{open.Count} stacks go")} is not said",
                [.. open.Select(placed => $"{placed.stack.DisplayName}: {WhatIsOpen(placed.Environment)}")],
                options.HowToPlace
            );
    }

    static string WhatIsOpen(TargetEnvironment environment) =>
        environment switch
        {
            { Account: TargetEnvironment.UnknownAccount, Region: TargetEnvironment.UnknownRegion } =>
                "it leaves account and region open",
            { Account: TargetEnvironment.UnknownAccount } => $"it leaves the account open, in {environment.Region}",
            _ => $"it leaves the region open, in account {environment.Account}",
        };

    static TargetEnvironment Resolve(StackArtifact stack, DeploymentPlanOptions options) =>
        stack.Environment.Resolve(options.SessionAccount, options.SessionRegion);

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
            .GroupBy(stack => (stack.StackName, Resolve(stack, options)))
            .Where(group => group.Count() > 1)
            .Select(group => new Finding(
                FindingCodes.DuplicateStack,
                $"Stack {group.Key.StackName} would be deployed to {group.Key.Item2} more than once",
                [string.Join(", ", group.Select(stack => stack.HierarchicalId))],
                "give each its own stackName in the app"
            ));
}
