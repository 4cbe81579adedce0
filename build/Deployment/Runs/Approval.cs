using Deployment.Diffing;

namespace Deployment.Runs;

/// <summary>Asks before a plan is executed, when its changes call for it.</summary>
static class Approval
{
    /// <exception cref="BuildException">It was refused, or nobody could be asked.</exception>
    public static async Task RequireAsync(
        PlanDifference difference,
        DeployerOptions options,
        CancellationToken cancellationToken
    )
    {
        var needed = options.RequireApproval switch
        {
            ApprovalRule.AnyChange => difference.HasChanges,
            ApprovalRule.Broadening => difference.IsBroadening,
            _ => false,
        };
        if (!needed)
            return;
        if (options.Approve is not { } approve)
            throw new BuildException(
                new Finding(
                    "ApprovalRequired",
                    difference.IsBroadening
                        ? "The plan broadens permissions, and nobody can be asked"
                        : "The plan changes stacks, and nobody can be asked",
                    [.. Lines(difference)],
                    "--require-approval=never, when these changes are wanted"
                )
            );
        if (!await approve(difference, cancellationToken))
            throw new BuildException(
                new Finding("ApprovalRefused", "The plan was not approved, and nothing was deployed")
            );
    }

    static IEnumerable<string> Lines(PlanDifference difference) =>
        difference
            .Stacks.Where(stack => stack.HasChanges)
            .SelectMany(stack =>
                stack
                    .Iam.Concat(stack.SecurityGroups)
                    .Where(item => item.IsBroadening)
                    .Select(item =>
                        $"{stack.Stack.DisplayName}: {item.Subject}: {(item.IsAdded ? "+" : "-")} {item.Text}"
                    )
                    .DefaultIfEmpty($"{stack.Stack.DisplayName}: {stack.Resources.Count} resources")
            );
}
