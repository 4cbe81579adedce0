namespace Cake.AWS.CloudFormation.Client;

/// <summary>A stack's status, in AWS's words. Statuses that AWS adds later pass through unharmed.</summary>
public readonly record struct StackStatus(string Value)
{
    public static readonly StackStatus CreateComplete = new("CREATE_COMPLETE");
    public static readonly StackStatus CreateFailed = new("CREATE_FAILED");
    public static readonly StackStatus DeleteComplete = new("DELETE_COMPLETE");
    public static readonly StackStatus DeleteFailed = new("DELETE_FAILED");
    public static readonly StackStatus ImportComplete = new("IMPORT_COMPLETE");
    public static readonly StackStatus ImportRollbackComplete = new("IMPORT_ROLLBACK_COMPLETE");
    public static readonly StackStatus ImportRollbackFailed = new("IMPORT_ROLLBACK_FAILED");
    public static readonly StackStatus ReviewInProgress = new("REVIEW_IN_PROGRESS");
    public static readonly StackStatus RollbackComplete = new("ROLLBACK_COMPLETE");
    public static readonly StackStatus RollbackFailed = new("ROLLBACK_FAILED");
    public static readonly StackStatus UpdateComplete = new("UPDATE_COMPLETE");
    public static readonly StackStatus UpdateFailed = new("UPDATE_FAILED");
    public static readonly StackStatus UpdateRollbackComplete = new("UPDATE_ROLLBACK_COMPLETE");
    public static readonly StackStatus UpdateRollbackFailed = new("UPDATE_ROLLBACK_FAILED");

    /// <summary>CloudFormation is at work on the stack. REVIEW_IN_PROGRESS is not: it waits for somebody's change set.</summary>
    public bool IsInProgress => Value.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) && this != ReviewInProgress;

    /// <summary>The last operation did what it was asked for.</summary>
    public bool IsSuccess => this == CreateComplete || this == UpdateComplete || this == ImportComplete;

    /// <summary>Nothing is under way or half done: the stack is what its template says, be it the one before.</summary>
    public bool IsSteady => IsSuccess || this == UpdateRollbackComplete || this == ImportRollbackComplete;

    public override string ToString() => Value;
}
