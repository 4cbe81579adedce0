namespace Cake.AWS.CloudFormation.Stacks;

/// <summary>A stack did not become what was asked for; the message holds CloudFormation's reason.</summary>
public sealed class StackOperationException(string stackName, string status, string? reason)
    : Exception($"Stack {stackName} ended in {status}: {reason ?? "CloudFormation gives no reason"}")
{
    public string StackName { get; } = stackName;

    public string Status { get; } = status;
}
