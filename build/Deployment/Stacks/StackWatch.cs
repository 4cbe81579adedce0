using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Waits for CloudFormation to be done with a stack.</summary>
sealed class StackWatch(StackEnvironment environment)
{
    /// <summary>How often an unmoved status is believed when an operation was just started.</summary>
    const int looksBeforeBelieved = 4;

    /// <summary>Waits until the stack is in no operation; null when it is gone.</summary>
    /// <param name="before">The stack as it was before an operation was started: a status that has not moved yet is not taken for its end.</param>
    /// <param name="onLook">Done after each look at a stack that is still at work.</param>
    public async Task<StackDescription?> UntilSettledAsync(
        string nameOrArn,
        StackDescription? before,
        Func<CancellationToken, Task>? onLook,
        CancellationToken cancellationToken
    )
    {
        var start = environment.Time.GetTimestamp();
        for (var looks = 1; ; looks++)
        {
            var elapsed = environment.Time.GetElapsedTime(start);
            await environment.WaitForLookAsync(environment.StackPace.Next(elapsed), cancellationToken);
            var stack = await environment.Lookup.FindAsync(nameOrArn, cancellationToken);
            var unmoved = stack is not null && looks < looksBeforeBelieved && IsUnmoved(before, stack);
            if (!unmoved && (stack is null || !stack.Status.IsInProgress))
            {
                environment.StackPace.Learn(environment.Time.GetElapsedTime(start));
                return stack?.Status == StackStatus.DeleteComplete ? null : stack;
            }
            if (onLook is not null)
                await onLook(cancellationToken);
        }
    }

    static bool IsUnmoved(StackDescription? before, StackDescription now) =>
        before is null
            ? now.Status == StackStatus.ReviewInProgress
            : before.Status == now.Status
                && before.LastUpdatedTime == now.LastUpdatedTime
                && before.ChangeSetId == now.ChangeSetId
                && before.StackId == now.StackId;
}
