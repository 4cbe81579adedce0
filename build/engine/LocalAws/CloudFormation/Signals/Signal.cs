namespace LocalAws.CloudFormation.Signals;

/// <summary>A signal for a resource, or to the handle of a wait condition.</summary>
/// <param name="UniqueId">Tells it from others for the same resource.</param>
/// <param name="Status">SUCCESS or FAILURE; of what a handle could not make out, empty.</param>
/// <param name="At">When it came.</param>
/// <param name="Reason">Why, as the sender says.</param>
/// <param name="Data">What Fn::GetAtt gives for it.</param>
sealed record Signal(string UniqueId, string Status, DateTimeOffset At, string? Reason = null, string? Data = null)
{
    public const string Success = "SUCCESS";
    public const string Failure = "FAILURE";
}

/// <summary>What signals are for: a resource of a stack.</summary>
sealed record SignalAddress(string Account, string Region, string StackUuid, string LogicalId)
{
    /// <summary>What the keys of its signals begin with.</summary>
    public string Prefix => $"{StackUuid}/{LogicalId}/";

    /// <summary>The resource behind a stack's ARN and "/logical id", or null.</summary>
    public static SignalAddress? Of(string arn) =>
        arn.Split(':', 6) is ["arn", _, "cloudformation", var region, var account, var path]
        && path.Split('/') is ["stack", _, var uuid, var logicalId]
            ? new(account, region, uuid, logicalId)
            : null;
}
