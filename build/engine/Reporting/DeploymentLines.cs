using Deployment;

namespace Reporting;

/// <summary>Words events.</summary>
static class DeploymentLines
{
    /// <summary>An event in a line, or null when it is not worth one.</summary>
    public static string? Of(DeploymentEvent happened) =>
        happened switch
        {
            DeploymentEvent.Planned plan => $"{Count(plan.Stacks.Count, "stack")}, {Count(plan.Assets, "asset")}",
            DeploymentEvent.StackStarted started => $"{Place(started.Stack)}: started",
            DeploymentEvent.StackProgressed { Step: StackStep.Waiting } => null,
            DeploymentEvent.StackProgressed step => $"{Place(step.Stack)}: {Of(step.Step)}{Detail(step.Detail)}",
            // What begins is not told: each resource would be told three times.
            DeploymentEvent.ResourceProgressed { Reason: null or "Resource creation Initiated" } resource
                when resource.Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) => null,
            DeploymentEvent.ResourceProgressed resource => Of(resource),
            DeploymentEvent.StackFinished finished => $"{Place(finished.Result.Stack)}: {Of(finished.Result)}",
            DeploymentEvent.AssetStarted => null,
            DeploymentEvent.AssetFinished { Result: var asset } =>
                $"{asset.Asset} -> {asset.Asset.Destination}: {Of(asset.Outcome)}",
            DeploymentEvent.Throttled throttled =>
                $"{throttled.Account} {throttled.Region}: {throttled.Api} is throttled, slowing down",
            DeploymentEvent.AwaitingPropagation waiting =>
                $"{waiting.Name ?? waiting.Environment.ToString()}: bootstrapped just now, and not all of AWS knows its roles yet; asking again ({waiting.Refusal})",
            DeploymentEvent.Waited waited => waited.Trouble.ToString(),
            DeploymentEvent.Interrupted { StillRunning.Count: > 0 } interrupted =>
                $"Interrupted. Still running in CloudFormation: {string.Join(", ", interrupted.StillRunning)}",
            DeploymentEvent.Interrupted => "Interrupted. Nothing is still running in CloudFormation.",
            _ => null,
        };

    public static string Of(StackStep step) =>
        step switch
        {
            StackStep.Waiting => "waiting",
            StackStep.Checking => "checking",
            StackStep.Recovering => "recovering",
            StackStep.CreatingChangeSet => "creating the change set",
            StackStep.AwaitingApproval => "waiting for approval",
            StackStep.Executing => "deploying",
            StackStep.RollingBack => "rolling back",
            StackStep.Deleting => "deleting",
            _ => step.ToString(),
        };

    /// <summary>How a stack ended, with what made it so.</summary>
    public static string Of(StackResult result) =>
        result switch
        {
            StackResult.Deployed { Created: true } => "Created",
            StackResult.Deployed { Changes: 0 } => "Updated",
            StackResult.Deployed deployed => $"Updated, {Count(deployed.Changes, "change")}",
            StackResult.Failed { Findings: [var first, ..] } => $"Failed: {first.What}",
            StackResult.Skipped { BecauseOf: { Count: > 0 } because } =>
                $"Skipped because of {because[0]}{(because.Count == 1 ? "" : $" and {because.Count - 1} more")}",
            StackResult.Interrupted { StillRunning: true } => "Interrupted, still running in CloudFormation",
            _ => result.Outcome,
        };

    public static string Of(AssetOutcome outcome) =>
        outcome switch
        {
            AssetOutcome.Found => "there already",
            AssetOutcome.Published => "published",
            AssetOutcome.Failed => "failed",
            _ => "skipped",
        };

    static string Of(DeploymentEvent.ResourceProgressed resource)
    {
        var done = resource.Total > 0 ? $" ({resource.Done}/{resource.Total})" : "";
        var name = resource.ConstructPath ?? resource.LogicalId;
        return $"{Place(resource.Stack)}: {name} {resource.ResourceType} {resource.Status}{done}{Detail(resource.Reason)}";
    }

    /// <summary>A stack with its account and region.</summary>
    public static string Place(StackReference stack) =>
        $"{stack.DisplayName} [{stack.Environment.Account} {stack.Environment.Region}]";

    static string Detail(string? detail) => detail is null ? "" : $", {detail}";

    static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
