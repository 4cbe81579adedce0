using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>One stack by name or id, or, without either, every stack that is not deleted.</summary>
public sealed record DescribeStacksRequest(string? StackName = null) : PagedRequest<DescribeStacksResult>
{
    internal override void Write(QueryParameters parameters) =>
        parameters.Add("StackName", StackName).Add("NextToken", NextToken);

    internal override DescribeStacksResult Read(XElement result) =>
        new(result.List("Stacks", StackDescription.Read), result.Text("NextToken"));
}

public sealed record DescribeStacksResult(IReadOnlyList<StackDescription> Stacks, string? NextToken) : IPage;
