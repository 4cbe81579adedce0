using System.Xml.Linq;
using LocalAws.CloudFormation.Drifts;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Wire;

/// <summary>The actions that tell whether resources are still as their stack left them.</summary>
static class DriftActions
{
    public delegate DriftDetection DetectionOf(AwsRequest request);

    public static IEnumerable<KeyValuePair<string, Func<AwsRequest, QueryReader, XElement?>>> All(DetectionOf of) =>
        [
            new(
                "DetectStackDrift",
                (request, reader) =>
                    new XElement(
                        "Result",
                        new XElement(
                            "StackDriftDetectionId",
                            of(request).Detect(reader.Required("StackName"), reader.Texts("LogicalResourceIds") ?? [])
                        )
                    )
            ),
            new(
                "DetectStackResourceDrift",
                (request, reader) =>
                {
                    var (stack, drift) = of(request)
                        .DetectOf(reader.Required("StackName"), reader.Required("LogicalResourceId"));
                    return new XElement("Result", new XElement("StackResourceDrift", Resource(stack.Id, drift)));
                }
            ),
            new(
                "DescribeStackDriftDetectionStatus",
                (request, reader) => Status(of(request).Status(reader.Required("StackDriftDetectionId")))
            ),
            new(
                "DescribeStackResourceDrifts",
                (request, reader) =>
                {
                    var (stack, found) = of(request)
                        .Resources(reader.Required("StackName"), reader.Texts("StackResourceDriftStatusFilters") ?? []);
                    return new XElement(
                        "Result",
                        Xml.List("StackResourceDrifts", found, drift => Resource(stack.Id, drift))
                    );
                }
            ),
        ];

    static XElement Status(StackDrift drift) =>
        new(
            "Result",
            new XElement("StackId", drift.StackId),
            new XElement("StackDriftDetectionId", drift.Id),
            new XElement("StackDriftStatus", drift.Status),
            new XElement("DetectionStatus", "DETECTION_COMPLETE"),
            Xml.Number("DriftedStackResourceCount", drift.Drifted),
            Xml.Time("Timestamp", drift.Time)
        );

    static object?[] Resource(string stackId, ResourceDrift drift) =>
        [
            new XElement("StackId", stackId),
            new XElement("LogicalResourceId", drift.LogicalId),
            new XElement("PhysicalResourceId", drift.PhysicalId),
            new XElement("ResourceType", drift.Type),
            new XElement("ExpectedProperties", drift.Properties.ToJsonString()),
            drift.Status == DriftStatus.InSync
                ? new XElement("ActualProperties", drift.Properties.ToJsonString())
                : null,
            new XElement("PropertyDifferences"),
            new XElement("StackResourceDriftStatus", drift.Status),
            Xml.Time("Timestamp", drift.Time),
        ];
}
