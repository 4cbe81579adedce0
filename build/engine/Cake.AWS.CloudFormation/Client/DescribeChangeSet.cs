using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>A change set by its ARN, or by its name together with its stack's.</summary>
public sealed record DescribeChangeSetRequest(string ChangeSetName, string? StackName = null)
    : PagedRequest<ChangeSetDescription>
{
    /// <summary>Tell the values of properties before and after, too.</summary>
    public bool? IncludePropertyValues { get; init; }

    internal override void Write(QueryParameters parameters) =>
        parameters
            .Add("ChangeSetName", ChangeSetName)
            .Add("StackName", StackName)
            .Add("IncludePropertyValues", IncludePropertyValues)
            .Add("NextToken", NextToken);

    internal override ChangeSetDescription Read(XElement result) => ChangeSetDescription.Read(result);
}

/// <summary>A change set; its changes come in pages.</summary>
public sealed record ChangeSetDescription : IPage
{
    public required string ChangeSetName { get; init; }
    public required string ChangeSetId { get; init; }
    public string? StackId { get; init; }
    public string? StackName { get; init; }

    /// <summary>CREATE_PENDING, CREATE_IN_PROGRESS, CREATE_COMPLETE, FAILED, or one of the DELETE statuses.</summary>
    public required string Status { get; init; }
    public string? StatusReason { get; init; }

    /// <summary>UNAVAILABLE, AVAILABLE, EXECUTE_IN_PROGRESS, EXECUTE_COMPLETE, EXECUTE_FAILED or OBSOLETE.</summary>
    public string? ExecutionStatus { get; init; }
    public DateTimeOffset? CreationTime { get; init; }
    public IReadOnlyList<ResourceChange> Changes { get; init; } = [];

    /// <summary>The parameters that the stack will have, SSM-typed ones resolved.</summary>
    public IReadOnlyList<StackParameter> Parameters { get; init; } = [];
    public string? NextToken { get; init; }

    /// <summary>Still being computed.</summary>
    public bool IsPending => Status is "CREATE_PENDING" or "CREATE_IN_PROGRESS";

    public bool IsFailed => Status == "FAILED";

    /// <summary>It failed only because the template changes nothing, which CloudFormation says in one of two sentences.</summary>
    public bool HasNoChanges =>
        IsFailed
        && StatusReason is { } reason
        && (
            reason.Contains("The submitted information didn't contain changes", StringComparison.Ordinal)
            || reason.Contains("No updates are to be performed", StringComparison.Ordinal)
        );

    internal static ChangeSetDescription Read(XElement result) =>
        new()
        {
            ChangeSetName = result.Required("ChangeSetName"),
            ChangeSetId = result.Required("ChangeSetId"),
            StackId = result.Text("StackId"),
            StackName = result.Text("StackName"),
            Status = result.Required("Status"),
            StatusReason = result.Text("StatusReason"),
            ExecutionStatus = result.Text("ExecutionStatus"),
            CreationTime = result.Time("CreationTime"),
            Parameters = result.List("Parameters", StackParameter.Read),
            Changes =
            [
                .. result
                    .List("Changes", member => member.Child("ResourceChange"))
                    .OfType<XElement>()
                    .Select(ResourceChange.Read),
            ],
            NextToken = result.Text("NextToken"),
        };
}
