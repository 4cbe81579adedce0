using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>The change sets of a stack that are still to be executed, and those that failed.</summary>
public sealed record ListChangeSetsRequest(string StackName) : PagedRequest<ListChangeSetsResult>
{
    internal override void Write(QueryParameters parameters) =>
        parameters.Add("StackName", StackName).Add("NextToken", NextToken);

    internal override ListChangeSetsResult Read(XElement result) =>
        new(result.List("Summaries", ChangeSetSummary.Read), result.Text("NextToken"));
}

public sealed record ListChangeSetsResult(IReadOnlyList<ChangeSetSummary> ChangeSets, string? NextToken) : IPage;

public sealed record ChangeSetSummary(
    string ChangeSetName,
    string ChangeSetId,
    string Status,
    string? ExecutionStatus,
    DateTimeOffset? CreationTime,
    string? Description
)
{
    internal static ChangeSetSummary Read(XElement member) =>
        new(
            member.Required("ChangeSetName"),
            member.Required("ChangeSetId"),
            member.Required("Status"),
            member.Text("ExecutionStatus"),
            member.Time("CreationTime"),
            member.Text("Description")
        );
}
