namespace Cake.AWS.CloudFormation.Client;

/// <summary>
/// An operation that was started on a stack, and which descriptions can be its end. Reads after a write may show the stack as
/// it was before, once or several times and also after newer ones: AWS publishes no bound (aws-cdk-cli, toolkit-lib, stabilizeStack).
/// So an end is believed from what only this operation can have done, and else only from its events.
/// </summary>
/// <param name="Token">The client request token that its events carry.</param>
public abstract record StackOperation(string Token)
{
    /// <summary>A stack that has shown nothing of an operation for so long is taken as it is: 5 minutes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Whether a stack that is found, or not found, has come to the operation's end.</summary>
    public bool HasEnded(StackDescription? stack, DateTimeOffset now) =>
        stack is null ? EndsInNothing(now) : !stack.Status.IsInProgress && IsEnd(stack);

    /// <summary>Whether a stack that is in no operation now can only have come there by this one.</summary>
    public abstract bool IsEnd(StackDescription settled);

    /// <summary>Whether a stack that is not found has come to its end, and is not just too new for the read to show it.</summary>
    public virtual bool EndsInNothing(DateTimeOffset now) => false;

    static bool IsOld(StackDescription stack, DateTimeOffset now) =>
        stack.CreationTime is not { } created || now - created > Patience;

    static DateTimeOffset TimeOf(StackDescription stack) =>
        stack.LastUpdatedTime ?? stack.CreationTime ?? DateTimeOffset.MinValue;

    /// <summary>The execution of a change set.</summary>
    /// <param name="Before">The stack as it was; null where it is created.</param>
    public sealed record Execution(string Token, string ChangeSetId, StackDescription? Before) : StackOperation(Token)
    {
        /// <inheritdoc />
        public override bool IsEnd(StackDescription settled) =>
            settled.Status != StackStatus.ReviewInProgress
            && (Before is null || settled.ChangeSetId == ChangeSetId || TimeOf(settled) > TimeOf(Before));
    }

    /// <summary>The deletion of a stack.</summary>
    /// <param name="Before">The stack as it was.</param>
    public sealed record Deletion(string Token, StackDescription Before) : StackOperation(Token)
    {
        /// <inheritdoc />
        public override bool EndsInNothing(DateTimeOffset now) => IsOld(Before, now);

        /// <inheritdoc />
        public override bool IsEnd(StackDescription settled) =>
            settled.Status == StackStatus.DeleteComplete
            || (settled.Status == StackStatus.DeleteFailed && Before.Status != StackStatus.DeleteFailed);
    }

    /// <summary>A rollback, which leaves the time of the last update as it is.</summary>
    /// <param name="Before">The stack as it was.</param>
    public sealed record Rollback(string Token, StackDescription Before) : StackOperation(Token)
    {
        /// <inheritdoc />
        public override bool IsEnd(StackDescription settled) =>
            settled.Status != Before.Status && TimeOf(settled) >= TimeOf(Before);
    }

    /// <summary>Somebody else's operation, seen under way.</summary>
    /// <param name="Seen">The stack as it was seen then.</param>
    public sealed record Found(StackDescription Seen) : StackOperation("")
    {
        /// <inheritdoc />
        public override bool EndsInNothing(DateTimeOffset now) => IsDeletion(Seen.Status) && IsOld(Seen, now);

        /// <inheritdoc />
        public override bool IsEnd(StackDescription settled) =>
            settled.Status != StackStatus.ReviewInProgress
            && TimeOf(settled) >= TimeOf(Seen)
            && (!IsDeletion(Seen.Status) || IsDeletion(settled.Status));

        static bool IsDeletion(StackStatus status) => status.Value.StartsWith("DELETE_", StringComparison.Ordinal);
    }
}
