using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Resources;

/// <summary>An object in S3, written as s3://bucket/key or as a map.</summary>
static partial class S3Locations
{
    /// <summary>As code and layers name it.</summary>
    public static JsonObject Code(JsonNode? location, string logicalId, string property)
    {
        var (bucket, key, version) = location switch
        {
            JsonObject map => Parts(map, logicalId, property),
            not null when location.Text() is { } text => Dynamic().Match(text) is { Success: true } reference
            && reference.Value.Contains('/', StringComparison.Ordinal)
                ? throw SpecificationException.Resource(
                    logicalId,
                    $"Unsupported dynamic reference detected in '{property}'. Please consider using alternative 'FunctionCode' object format."
                )
                : Parsed(text, logicalId, property),
            _ => throw SpecificationException.Resource(logicalId, $"'{property}' must be of type dict or string."),
        };
        return Map(("S3Bucket", bucket), ("S3Key", key), ("S3ObjectVersion", version));
    }

    /// <summary>As definitions of APIs and state machines name it.</summary>
    public static JsonObject Definition(JsonNode? location, string logicalId)
    {
        const string property = "DefinitionUri";
        var (bucket, key, version) = location is JsonObject map
            ? Parts(map, logicalId, property)
            : Parsed(location.Text() ?? "", logicalId, property);
        return Map(("Bucket", bucket), ("Key", key), ("Version", version));
    }

    static (JsonNode Bucket, JsonNode Key, JsonNode? Version) Parts(
        JsonObject map,
        string logicalId,
        string property
    ) =>
        map["Bucket"].IsGiven() && map["Key"].IsGiven()
            ? (map["Bucket"]!, map["Key"]!, map["Version"])
            : throw SpecificationException.Resource(
                logicalId,
                $"'{property}' requires Bucket and Key properties to be specified."
            );

    static (JsonNode Bucket, JsonNode Key, JsonNode? Version) Parsed(string text, string logicalId, string property)
    {
        if (Location().Match(text) is not { Success: true } match)
            throw SpecificationException.Resource(
                logicalId,
                $"'{property}' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter."
            );
        var version = match.Groups["version"];
        return (
            match.Groups["bucket"].Value,
            match.Groups["key"].Value.TrimStart('/'),
            version.Success ? version.Value : null
        );
    }

    [GeneratedRegex(
        @"^s3://(?<bucket>[^/?#]+)(?<key>/[^?#]*)(\?(versionId=(?<version>[^&#]+)|[^#]*))?(#.*)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Location();

    [GeneratedRegex(
        @"\{\{resolve:(ssm|ssm-secure|secretsmanager):[a-zA-Z0-9_.\-/]+(:\d+)?\}\}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Dynamic();
}
