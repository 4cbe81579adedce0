using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Waits for CloudFormation to be done with a stack.</summary>
sealed class StackWatch(StackEnvironment environment)
{
    /// <summary>How long passes between two looks at the events.</summary>
    static readonly TimeSpan betweenEvents = TimeSpan.FromSeconds(2);

    /// <summary>Waits until the operation has come to its end; null when the stack is gone.</summary>
    /// <param name="onLook">Done after each look at a stack that is still at work.</param>
    public async Task<StackDescription?> UntilSettledAsync(
        string stackArn,
        StackOperation operation,
        Func<CancellationToken, Task>? onLook,
        CancellationToken cancellationToken
    )
    {
        var start = environment.Time.GetTimestamp();
        long? asked = null;
        var moved = start;
        while (true)
        {
            var elapsed = environment.Time.GetElapsedTime(start);
            await environment.WaitForLookAsync(environment.StackPace.Next(elapsed), cancellationToken);
            var stack = await environment.Lookup.FindAsync(stackArn, cancellationToken);
            if (stack is { Status.IsInProgress: true })
                moved = environment.Time.GetTimestamp();
            else if (
                operation.HasEnded(stack, environment.Time.GetUtcNow())
                || environment.Time.GetElapsedTime(moved) >= StackOperation.Patience
                || (stack is not null && await SaidByEventsAsync(stack))
            )
            {
                environment.StackPace.Learn(environment.Time.GetElapsedTime(start));
                return stack?.Status == StackStatus.DeleteComplete ? null : stack;
            }
            if (onLook is not null)
                await onLook(cancellationToken);
        }

        async Task<bool> SaidByEventsAsync(StackDescription stack)
        {
            if (operation is StackOperation.Found || environment.Time.GetElapsedTime(asked ?? start) < betweenEvents)
                return false;
            asked = environment.Time.GetTimestamp();
            var last = await OperationEvents.LastOfStackAsync(environment.Calls, stack.StackId, cancellationToken);
            return last?.ClientRequestToken == operation.Token && last.Status == stack.Status.Value;
        }
    }
}
