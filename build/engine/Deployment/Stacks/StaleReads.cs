using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Refusals that contradict what was read of a stack just before: CloudFormation knows it otherwise, and the read was stale.</summary>
static class StaleReads
{
    static readonly TimeSpan untilReadAgain = TimeSpan.FromSeconds(1);

    /// <summary>Does what follows from a read of a stack, and again with a new one where it contradicts what CloudFormation knows.</summary>
    /// <param name="found">What was read; null for a stack that was not found.</param>
    public static async Task<T> RetryAsync<T>(
        StackEnvironment environment,
        string stackName,
        StackDescription? found,
        Func<StackDescription?, CancellationToken, Task<T>> doAsync,
        CancellationToken cancellationToken
    )
    {
        for (var start = environment.Time.GetTimestamp(); ; )
        {
            try
            {
                return await doAsync(found, cancellationToken);
            }
            catch (CloudFormationException e)
                when (Explain(e, found) && environment.Time.GetElapsedTime(start) < StackLookup.StaleAtMost)
            {
                await Task.Delay(untilReadAgain, environment.Time, cancellationToken);
                found = await environment.Lookup.FindAsync(stackName, cancellationToken);
            }
        }
    }

    static bool Explain(CloudFormationException refusal, StackDescription? found) =>
        found is null || found.Status == StackStatus.ReviewInProgress
            ? refusal.Message.Contains("already exists and cannot be created again", StringComparison.Ordinal)
                || IsInAnotherStatus(refusal, found)
            : refusal is StackNotFoundException || IsInAnotherStatus(refusal, found);

    static bool IsInAnotherStatus(CloudFormationException refusal, StackDescription? found) =>
        refusal.ErrorCode == "ValidationError"
        && refusal.Message.Contains("state and can not be updated", StringComparison.Ordinal)
        && (found is null || !refusal.Message.Contains($" is in {found.Status.Value} state", StringComparison.Ordinal));
}
