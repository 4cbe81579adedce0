using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes.S3;

/// <summary>A bucket's NotificationConfiguration as the XML of S3's.</summary>
static class NotificationXml
{
    static readonly XNamespace S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>List, member of its items, and the two elements that they become.</summary>
    static readonly (string List, string Member, string Element, string Arn)[] _kinds =
    [
        ("QueueConfigurations", "Queue", "QueueConfiguration", "Queue"),
        ("TopicConfigurations", "Topic", "TopicConfiguration", "Topic"),
        ("LambdaConfigurations", "Function", "CloudFunctionConfiguration", "CloudFunction"),
    ];

    public static XElement Write(JsonNode node)
    {
        var map = (JsonObject)node;
        return new(
            S3 + "NotificationConfiguration",
            _kinds.SelectMany(kind => Items(map, kind.List).Select(item => Destination(item, kind))),
            (map["EventBridgeConfiguration"] as JsonObject)?.Text("EventBridgeEnabled") is "true"
                ? new XElement(S3 + "EventBridgeConfiguration")
                : null
        );
    }

    static XElement Destination(JsonObject item, (string List, string Member, string Element, string Arn) kind)
    {
        var key = (item["Filter"] as JsonObject)?["S3Key"] as JsonObject;
        return new(
            S3 + kind.Element,
            new XElement(S3 + kind.Arn, item.Text(kind.Member)),
            new XElement(S3 + "Event", item.Text("Event")),
            key is null
                ? null
                : new XElement(S3 + "Filter", new XElement(S3 + "S3Key", Items(key, "Rules").Select(Rule)))
        );
    }

    static XElement Rule(JsonObject rule) =>
        new(
            S3 + "FilterRule",
            new XElement(S3 + "Name", rule.Text("Name")),
            new XElement(S3 + "Value", rule.Text("Value"))
        );

    static IEnumerable<JsonObject> Items(JsonObject map, string name) =>
        map[name] is JsonArray list ? list.OfType<JsonObject>() : [];
}
