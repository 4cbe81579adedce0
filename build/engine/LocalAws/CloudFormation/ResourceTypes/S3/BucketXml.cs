using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalAws.CloudFormation.Templates;
using LocalAws.S3.Buckets;

namespace LocalAws.CloudFormation.ResourceTypes.S3;

/// <summary>A bucket's properties as the XML of S3's configurations.</summary>
static class BucketXml
{
    static readonly XNamespace S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>Property, subresource and how one becomes the other.</summary>
    public static readonly IReadOnlyList<(
        string Property,
        string Subresource,
        Func<JsonNode, XElement> Write
    )> Configurations =
    [
        ("BucketEncryption", "encryption", Encryption),
        ("PublicAccessBlockConfiguration", "publicAccessBlock", PublicAccessBlock),
        ("OwnershipControls", "ownershipControls", Ownership),
        ("LifecycleConfiguration", "lifecycle", Lifecycle),
        ("CorsConfiguration", "cors", Cors),
        ("LoggingConfiguration", "logging", Logging),
        ("ObjectLockConfiguration", "object-lock", ObjectLock),
        ("NotificationConfiguration", "notification", NotificationXml.Write),
    ];

    /// <summary>What is set in the place of a configuration that no operation removes.</summary>
    public static readonly IReadOnlyDictionary<string, string> Empty = new Dictionary<string, string>
    {
        ["logging"] = new XElement(S3 + "BucketLoggingStatus").ToString(),
        ["notification"] = new XElement(S3 + "NotificationConfiguration").ToString(),
        ["object-lock"] = LocalAws.S3.Buckets.BucketConfiguration.Locking,
    };

    static XElement Encryption(JsonNode node) =>
        new(
            S3 + "ServerSideEncryptionConfiguration",
            Items(node, "ServerSideEncryptionConfiguration")
                .Select(rule => new XElement(
                    S3 + "Rule",
                    rule["ServerSideEncryptionByDefault"] is JsonObject byDefault
                        ? new XElement(
                            S3 + "ApplyServerSideEncryptionByDefault",
                            Text(byDefault, "SSEAlgorithm"),
                            Text(byDefault, "KMSMasterKeyID")
                        )
                        : null,
                    Text(rule, "BucketKeyEnabled"),
                    rule["BlockedEncryptionTypes"] is JsonObject blocked
                        ? new XElement(
                            S3 + "BlockedEncryptionTypes",
                            Repeated(blocked, "EncryptionType", "EncryptionType")
                        )
                        : null
                ))
        );

    static XElement Logging(JsonNode node)
    {
        var map = (JsonObject)node;
        return new(
            S3 + "BucketLoggingStatus",
            new XElement(
                S3 + "LoggingEnabled",
                new XElement(S3 + "TargetBucket", map.Text("DestinationBucketName")),
                new XElement(S3 + "TargetPrefix", map.Text("LogFilePrefix") ?? "")
            )
        );
    }

    static XElement ObjectLock(JsonNode node)
    {
        var retention = (node["Rule"] as JsonObject)?["DefaultRetention"] as JsonObject;
        return new(
            S3 + "ObjectLockConfiguration",
            new XElement(S3 + "ObjectLockEnabled", "Enabled"),
            retention is null
                ? null
                : new XElement(
                    S3 + "Rule",
                    new XElement(
                        S3 + "DefaultRetention",
                        Text(retention, "Mode"),
                        Text(retention, "Days"),
                        Text(retention, "Years")
                    )
                )
        );
    }

    static XElement PublicAccessBlock(JsonNode node)
    {
        var map = (JsonObject)node;
        string[] names = ["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"];
        return new XElement(
            S3 + "PublicAccessBlockConfiguration",
            names.Select(name => new XElement(S3 + name, map.Text(name) ?? "false"))
        );
    }

    static XElement Ownership(JsonNode node) =>
        new(
            S3 + "OwnershipControls",
            Items(node, "Rules").Select(rule => new XElement(S3 + "Rule", Text(rule, "ObjectOwnership")))
        );

    static XElement Lifecycle(JsonNode node)
    {
        var rules = new XElement(S3 + "LifecycleConfiguration", Items(node, "Rules").Select(LifecycleXml.Rule));
        LifecycleRules.SetSmallestMoved(rules, node["TransitionDefaultMinimumObjectSize"]?.AsText());
        return rules;
    }

    static XElement Cors(JsonNode node) =>
        new(
            S3 + "CORSConfiguration",
            Items(node, "CorsRules")
                .Select(rule => new XElement(
                    S3 + "CORSRule",
                    rule.Text("Id") is { } id ? new XElement(S3 + "ID", id) : null,
                    Repeated(rule, "AllowedHeaders", "AllowedHeader"),
                    Repeated(rule, "AllowedMethods", "AllowedMethod"),
                    Repeated(rule, "AllowedOrigins", "AllowedOrigin"),
                    Repeated(rule, "ExposedHeaders", "ExposeHeader"),
                    rule.Text("MaxAge") is { } age ? new XElement(S3 + "MaxAgeSeconds", age) : null
                ))
        );

    public static XElement Tags(IReadOnlyDictionary<string, string> tags) =>
        new(
            S3 + "Tagging",
            new XElement(
                S3 + "TagSet",
                tags.Select(tag => new XElement(
                    S3 + "Tag",
                    new XElement(S3 + "Key", tag.Key),
                    new XElement(S3 + "Value", tag.Value)
                ))
            )
        );

    static IEnumerable<JsonObject> Items(JsonNode node, string name) =>
        (node as JsonObject)?[name] is JsonArray list ? list.OfType<JsonObject>() : [];

    static XElement? Text(JsonObject map, string name) =>
        map.Text(name) is { } text ? new XElement(S3 + name, text) : null;

    static IEnumerable<XElement> Repeated(JsonObject map, string property, string element) =>
        map[property].Texts().Select(text => new XElement(S3 + element, text));
}
