using System.Xml.Linq;
using LocalAws.CloudFormation.Requests;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Wire;

/// <summary>The actions that read resources, exports and imports.</summary>
static class ReadActions
{
    public delegate StackQueries QueriesOf(AwsRequest request);

    public static Func<AwsRequest, QueryReader, XElement?> DescribeResources(QueriesOf queries) =>
        (request, reader) =>
        {
            var (stack, resources) = reader.Optional("PhysicalResourceId") is { } physicalId
                ? queries(request).ResourcesOfPhysical(physicalId)
                : queries(request)
                    .Resources(
                        reader.Required("StackName"),
                        reader.Optional("LogicalResourceId"),
                        "cloudformation:DescribeStackResources"
                    );
            return new XElement(
                "Result",
                Xml.List("StackResources", resources, r => StackXml.Resource(stack, r, "Timestamp", withStack: true))
            );
        };

    public static Func<AwsRequest, QueryReader, XElement?> DescribeResource(QueriesOf queries) =>
        (request, reader) =>
        {
            var (stack, resource) = queries(request)
                .Resource(reader.Required("StackName"), reader.Required("LogicalResourceId"));
            return new XElement(
                "Result",
                new XElement(
                    "StackResourceDetail",
                    StackXml.Resource(stack, resource, "LastUpdatedTimestamp", withStack: true),
                    Xml.Text("Metadata", resource.Current?.Metadata?.ToJsonString())
                )
            );
        };

    public static Func<AwsRequest, QueryReader, XElement?> ListResources(QueriesOf queries) =>
        (request, reader) =>
        {
            var (stack, resources) = queries(request)
                .Resources(reader.Required("StackName"), null, "cloudformation:ListStackResources");
            return new XElement(
                "Result",
                Xml.List(
                    "StackResourceSummaries",
                    resources,
                    r => StackXml.Resource(stack, r, "LastUpdatedTimestamp", withStack: false)
                )
            );
        };

    public static Func<AwsRequest, QueryReader, XElement?> ListExports(QueriesOf queries) =>
        (request, reader) =>
        {
            var page = queries(request).Exports(reader.Optional("NextToken"));
            return CloudFormationService.Paged(
                Xml.List(
                    "Exports",
                    page.Items,
                    export =>
                        new[]
                        {
                            new XElement("ExportingStackId", export.StackId),
                            new XElement("Name", export.Name),
                            new XElement("Value", export.Value),
                        }
                ),
                page.NextToken
            );
        };

    public static Func<AwsRequest, QueryReader, XElement?> ListImports(QueriesOf queries) =>
        (request, reader) =>
        {
            var page = queries(request).Imports(reader.Required("ExportName"), reader.Optional("NextToken"));
            return CloudFormationService.Paged(
                Xml.Texts("Imports", page.Items.Select(import => import.StackName)),
                page.NextToken
            );
        };
}
