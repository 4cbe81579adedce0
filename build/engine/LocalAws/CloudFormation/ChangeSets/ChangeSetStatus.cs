namespace LocalAws.CloudFormation.ChangeSets;

/// <summary>The statuses of change sets and of their execution.</summary>
public static class ChangeSetStatus
{
    public const string CreatePending = "CREATE_PENDING";
    public const string CreateInProgress = "CREATE_IN_PROGRESS";
    public const string CreateComplete = "CREATE_COMPLETE";
    public const string Failed = "FAILED";
    public const string Unavailable = "UNAVAILABLE";
    public const string Available = "AVAILABLE";
    public const string ExecuteInProgress = "EXECUTE_IN_PROGRESS";
    public const string ExecuteComplete = "EXECUTE_COMPLETE";
    public const string ExecuteFailed = "EXECUTE_FAILED";
    public const string Obsolete = "OBSOLETE";
}
