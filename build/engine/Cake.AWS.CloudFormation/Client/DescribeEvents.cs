using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>What went wrong when a change set was made, resource by resource; DescribeStackEvents does not tell it.</summary>
/// <param name="ChangeSetName">Its name, or its ARN.</param>
public sealed record DescribeEventsRequest(string StackName, string ChangeSetName) : PagedRequest<DescribeEventsResult>
{
    /// <summary>Leaves out what succeeded.</summary>
    public bool FailedOnly { get; init; } = true;

    internal override void Write(QueryParameters parameters) =>
        parameters
            .Add("StackName", StackName)
            .Add("ChangeSetName", ChangeSetName)
            .Add("Filters.FailedEvents", FailedOnly ? true : null)
            .Add("NextToken", NextToken);

    internal override DescribeEventsResult Read(XElement result) =>
        new(result.List("OperationEvents", OperationEvent.Read), result.Text("NextToken"));
}

public sealed record DescribeEventsResult(IReadOnlyList<OperationEvent> Events, string? NextToken) : IPage;

/// <summary>An event of an operation on a stack.</summary>
public sealed record OperationEvent
{
    /// <summary>STACK_EVENT, PROGRESS_EVENT, VALIDATION_ERROR, PROVISIONING_ERROR or HOOK_INVOCATION_ERROR.</summary>
    public string? EventType { get; init; }
    public string? LogicalId { get; init; }
    public string? ResourceType { get; init; }
    public string? ResourceStatusReason { get; init; }

    /// <summary>Such as NAME_CONFLICT_VALIDATION.</summary>
    public string? ValidationName { get; init; }

    /// <summary>FAIL keeps the change set from being executed, WARN does not.</summary>
    public string? ValidationFailureMode { get; init; }
    public string? ValidationStatusReason { get; init; }

    /// <summary>Where in the template: /Resources/Bucket/Properties/BucketName.</summary>
    public string? ValidationPath { get; init; }
    public string? HookType { get; init; }
    public string? HookStatusReason { get; init; }

    internal static OperationEvent Read(XElement member) =>
        new()
        {
            EventType = member.Text("EventType"),
            LogicalId = member.Text("LogicalResourceId"),
            ResourceType = member.Text("ResourceType"),
            ResourceStatusReason = member.Text("ResourceStatusReason"),
            ValidationName = member.Text("ValidationName"),
            ValidationFailureMode = member.Text("ValidationFailureMode"),
            ValidationStatusReason = member.Text("ValidationStatusReason"),
            ValidationPath = member.Text("ValidationPath"),
            HookType = member.Text("HookType"),
            HookStatusReason = member.Text("HookStatusReason"),
        };
}
