using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>Every output that the account's stacks export in the region.</summary>
public sealed record ListExportsRequest : PagedRequest<ListExportsResult>
{
    internal override void Write(QueryParameters parameters) => parameters.Add("NextToken", NextToken);

    internal override ListExportsResult Read(XElement result) =>
        new(result.List("Exports", StackExport.Read), result.Text("NextToken"));
}

public sealed record ListExportsResult(IReadOnlyList<StackExport> Exports, string? NextToken) : IPage;

public sealed record StackExport(string Name, string Value, string ExportingStackId)
{
    internal static StackExport Read(XElement member) =>
        new(member.Required("Name"), member.Text("Value") ?? "", member.Required("ExportingStackId"));
}

/// <summary>The names of the stacks that import an export; a ValidationError when none does.</summary>
public sealed record ListImportsRequest(string ExportName) : PagedRequest<ListImportsResult>
{
    internal override void Write(QueryParameters parameters) =>
        parameters.Add("ExportName", ExportName).Add("NextToken", NextToken);

    internal override ListImportsResult Read(XElement result) => new(result.Texts("Imports"), result.Text("NextToken"));
}

public sealed record ListImportsResult(IReadOnlyList<string> StackNames, string? NextToken) : IPage;
