using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes.S3;

/// <summary>A rule of a bucket's LifecycleConfiguration as S3's XML (CloudFormation Template Reference, AWS::S3::Bucket Rule).</summary>
static class LifecycleXml
{
    static readonly XNamespace S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    public static XElement Rule(JsonObject rule) =>
        new(
            S3 + "Rule",
            Element("ID", rule, "Id"),
            Filter(rule),
            Element("Status", rule, "Status"),
            Parent(
                "Expiration",
                Element("Date", rule, "ExpirationDate"),
                Element("Days", rule, "ExpirationInDays"),
                Element("ExpiredObjectDeleteMarker", rule, "ExpiredObjectDeleteMarker")
            ),
            Several(rule, "Transition").Select(item => Transition("Transition", item, "Days")),
            Several(rule, "NoncurrentVersionTransition")
                .Select(item => Transition("NoncurrentVersionTransition", item, "NoncurrentDays")),
            Parent(
                "NoncurrentVersionExpiration",
                Element("NoncurrentDays", rule, "NoncurrentVersionExpirationInDays"),
                Element("NoncurrentDays", rule["NoncurrentVersionExpiration"], "NoncurrentDays"),
                Element("NewerNoncurrentVersions", rule["NoncurrentVersionExpiration"], "NewerNoncurrentVersions")
            ),
            Parent(
                "AbortIncompleteMultipartUpload",
                Element("DaysAfterInitiation", rule["AbortIncompleteMultipartUpload"], "DaysAfterInitiation")
            )
        );

    /// <summary>What a rule is about: one thing, or several in And; without any of them, everything.</summary>
    static XElement Filter(JsonObject rule)
    {
        var tags = rule["TagFilters"] is JsonArray list ? list.OfType<JsonObject>() : [];
        XElement?[] parts =
        [
            Element("Prefix", rule, "Prefix"),
            Element("ObjectSizeGreaterThan", rule, "ObjectSizeGreaterThan"),
            Element("ObjectSizeLessThan", rule, "ObjectSizeLessThan"),
            .. tags.Select(tag => Parent("Tag", Element("Key", tag, "Key"), Element("Value", tag, "Value"))),
        ];
        return new(
            S3 + "Filter",
            parts.Count(part => part is not null) switch
            {
                0 => new XElement(S3 + "Prefix"),
                1 => parts,
                _ => new XElement(S3 + "And", parts),
            }
        );
    }

    static XElement Transition(string name, JsonObject transition, string days) =>
        new(
            S3 + name,
            Element("Date", transition, "TransitionDate"),
            Element(days, transition, "TransitionInDays"),
            transition.Text("StorageClass") is { } storage
                ? new XElement(S3 + "StorageClass", storage == "Glacier" ? "GLACIER" : storage)
                : null,
            Element("NewerNoncurrentVersions", transition, "NewerNoncurrentVersions")
        );

    /// <summary>The items of a list property, and the one of the property that there was before it.</summary>
    static IEnumerable<JsonObject> Several(JsonObject rule, string name) =>
        (rule[name + "s"] as JsonArray)?.OfType<JsonObject>()
        ?? (rule[name] is JsonObject one ? new[] { one } : Array.Empty<JsonObject>());

    static XElement? Parent(string name, params XElement?[] children) =>
        Array.Exists(children, child => child is not null) ? new XElement(S3 + name, children) : null;

    static XElement? Element(string name, JsonNode? map, string property) =>
        (map as JsonObject)?.Text(property) is { } text ? new XElement(S3 + name, text) : null;
}
