using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>The resources of a stack, the first 100.</summary>
public sealed record DescribeStackResourcesRequest(string StackName)
    : CloudFormationRequest<IReadOnlyList<StackResource>>
{
    public string? LogicalId { get; init; }

    internal override void Write(QueryParameters parameters) =>
        parameters.Add("StackName", StackName).Add("LogicalResourceId", LogicalId);

    internal override IReadOnlyList<StackResource> Read(XElement result) =>
        result.List("StackResources", StackResource.Read);
}

/// <summary>The resources of a stack, all of them, deleted stacks (by id) included.</summary>
public sealed record ListStackResourcesRequest(string StackName) : PagedRequest<ListStackResourcesResult>
{
    internal override void Write(QueryParameters parameters) =>
        parameters.Add("StackName", StackName).Add("NextToken", NextToken);

    internal override ListStackResourcesResult Read(XElement result) =>
        new(result.List("StackResourceSummaries", StackResource.Read), result.Text("NextToken"));
}

public sealed record ListStackResourcesResult(IReadOnlyList<StackResource> Resources, string? NextToken) : IPage;

public sealed record StackResource(
    string LogicalId,
    string? PhysicalId,
    string ResourceType,
    string Status,
    string? StatusReason
)
{
    internal static StackResource Read(XElement member) =>
        new(
            member.Required("LogicalResourceId"),
            member.Text("PhysicalResourceId"),
            member.Required("ResourceType"),
            member.Required("ResourceStatus"),
            member.Text("ResourceStatusReason")
        );
}
