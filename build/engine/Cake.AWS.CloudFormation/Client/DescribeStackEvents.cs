using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>What happened to a stack, newest first.</summary>
public sealed record DescribeStackEventsRequest(string StackName) : PagedRequest<DescribeStackEventsResult>
{
    internal override void Write(QueryParameters parameters) =>
        parameters.Add("StackName", StackName).Add("NextToken", NextToken);

    internal override DescribeStackEventsResult Read(XElement result) =>
        new(result.List("StackEvents", StackEvent.Read), result.Text("NextToken"));
}

public sealed record DescribeStackEventsResult(IReadOnlyList<StackEvent> Events, string? NextToken) : IPage;

public sealed record StackEvent
{
    public required string EventId { get; init; }
    public required string StackId { get; init; }
    public required string StackName { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    public required string LogicalId { get; init; }
    public string? PhysicalId { get; init; }
    public string? ResourceType { get; init; }
    public required string Status { get; init; }
    public string? StatusReason { get; init; }
    public string? ClientRequestToken { get; init; }

    /// <summary>The hook that was invoked on the resource, or on the stack, where the event tells of one.</summary>
    public string? HookType { get; init; }

    /// <summary>HOOK_IN_PROGRESS, HOOK_COMPLETE_SUCCEEDED, HOOK_COMPLETE_FAILED or HOOK_FAILED.</summary>
    public string? HookStatus { get; init; }
    public string? HookStatusReason { get; init; }

    /// <summary>FAIL stops the operation, WARN does not.</summary>
    public string? HookFailureMode { get; init; }

    /// <summary>A hook found something wrong, or could not look.</summary>
    public bool IsHookFailure => HookResult.IsFailed(HookStatus);

    /// <summary>The event is about the stack itself and not about one of its resources.</summary>
    public bool IsOfStack => PhysicalId == StackId;

    public bool IsFailure => Status.EndsWith("_FAILED", StringComparison.Ordinal);

    internal static StackEvent Read(XElement member) =>
        new()
        {
            EventId = member.Required("EventId"),
            StackId = member.Required("StackId"),
            StackName = member.Required("StackName"),
            Timestamp = member.Time("Timestamp") ?? DateTimeOffset.MinValue,
            LogicalId = member.Text("LogicalResourceId") ?? "",
            PhysicalId = member.Text("PhysicalResourceId"),
            ResourceType = member.Text("ResourceType"),
            Status = member.Text("ResourceStatus") ?? "",
            StatusReason = member.Text("ResourceStatusReason"),
            ClientRequestToken = member.Text("ClientRequestToken"),
            HookType = member.Text("HookType"),
            HookStatus = member.Text("HookStatus"),
            HookStatusReason = member.Text("HookStatusReason"),
            HookFailureMode = member.Text("HookFailureMode"),
        };
}
