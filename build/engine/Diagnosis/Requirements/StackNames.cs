using Deployment;

namespace Diagnosis.Requirements;

static class StackNames
{
    /// <summary>The display names of the stacks that an asset is for.</summary>
    public static IReadOnlyList<string> Of(PlannedAsset asset, DeploymentPlan plan) =>
        [
            .. plan
                .Stacks.Select(stack => stack.Reference)
                .Where(stack => asset.NeededBy.Contains(stack.Id))
                .Select(stack => stack.DisplayName),
        ];
}
