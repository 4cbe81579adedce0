using Deployment.Diffing;

namespace Deployment.Runs;

/// <summary>Asks before changes are executed that call for it: for the whole plan at first, later for what turns out beyond that.</summary>
sealed class Approval(DeployerOptions options) : IDisposable
{
    readonly SemaphoreSlim one = new(1);
    PlanDifference approved = new([]);

    /// <exception cref="BuildException">It was refused, or nobody could be asked.</exception>
    public async Task AskAsync(PlanDifference difference, CancellationToken cancellationToken)
    {
        if (!difference.Stacks.Any(IsNeeded))
            return;
        if (options.Approve is not { } approve)
            throw new BuildException(
                new Finding(
                    FindingCodes.ApprovalRequired,
                    difference.IsBroadening
                        ? "The plan broadens permissions, and nobody can be asked"
                        : "The plan changes stacks, and nobody can be asked",
                    [.. Lines(difference)],
                    "--require-approval=never, when these changes are wanted"
                )
            );
        if (!await approve(difference, cancellationToken))
            throw new BuildException(
                new Finding(FindingCodes.ApprovalRefused, "The changes were not approved, and were not deployed")
            );
        approved = new PlanDifference([.. approved.Stacks, .. difference.Stacks]);
    }

    /// <summary>Of a stack whose turn it is: asks unless what changes is what was approved before.</summary>
    /// <param name="difference">What its change set will change.</param>
    /// <param name="asking">Told when somebody has to be asked.</param>
    /// <param name="cancellationToken">Asks no more.</param>
    /// <exception cref="BuildException">It was refused, or nobody could be asked.</exception>
    public async Task ConfirmAsync(StackDifference difference, Action asking, CancellationToken cancellationToken)
    {
        if (!IsNeeded(difference))
            return;
        await one.WaitAsync(cancellationToken);
        try
        {
            if (IsApproved(difference))
                return;
            asking();
            await AskAsync(new PlanDifference([difference]), cancellationToken);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    bool IsNeeded(StackDifference difference) =>
        options.RequireApproval switch
        {
            ApprovalRule.AnyChange => difference.HasChanges,
            ApprovalRule.Broadening => difference.IsBroadening,
            _ => false,
        };

    /// <summary>All of it was shown when the plan was approved.</summary>
    bool IsApproved(StackDifference difference)
    {
        if (approved.Stacks.LastOrDefault(stack => stack.Stack == difference.Stack) is not { } known)
            return false;
        var broadening = Broadening(known).ToHashSet();
        if (!broadening.IsSupersetOf(Broadening(difference)))
            return false;
        if (options.RequireApproval == ApprovalRule.Broadening)
            return true;
        var resources = known.Resources.Select(resource => (resource.LogicalId, resource.Kind)).ToHashSet();
        var others = known.Others.Select(other => other.Path).ToHashSet(StringComparer.Ordinal);
        return known.HasChanges
            && known.IsRemoved == difference.IsRemoved
            && difference.Resources.All(resource => resources.Contains((resource.LogicalId, resource.Kind)))
            && difference.Others.All(other => others.Contains(other.Path));
    }

    static IEnumerable<SecurityDifference> Broadening(StackDifference difference) =>
        difference.Iam.Concat(difference.SecurityGroups).Where(item => item.IsBroadening);

    static IEnumerable<string> Lines(PlanDifference difference) =>
        difference
            .Stacks.Where(stack => stack.HasChanges)
            .SelectMany(stack =>
                Broadening(stack)
                    .Select(item =>
                        $"{stack.Stack.DisplayName}: {item.Subject}: {(item.IsAdded ? "+" : "-")} {item.Text}"
                    )
                    .DefaultIfEmpty(
                        $"{stack.Stack.DisplayName}: {(stack.IsRemoved ? "deleted" : $"{stack.Resources.Count} resources")}"
                    )
            );
}
