using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Translations;

/// <summary>AWS::Serverless::LayerVersion: a version whose id changes with its properties, kept when it is replaced.</summary>
static class LayerTranslation
{
    static readonly string[] resolved = ["LayerName", "LicenseInfo", "Description", "RetentionPolicy"];

    public static IReadOnlyList<GeneratedResource> Translate(SourceResource source, Transformation transformation)
    {
        var id = source.LogicalId;
        var properties = new JsonObject();
        foreach (var (name, value) in source.Properties)
            properties.Put(name, resolved.Contains(name) ? transformation.Known.Resolve(value) : value);
        var attributes = source.PassedAttributes;
        attributes.TryAdd("DeletionPolicy", "Retain");
        if (Retention(source, properties["RetentionPolicy"]) is { } policy)
            attributes["DeletionPolicy"] = policy;
        var contents = Map(("Type", source.Type), ("DependsOn", source.DependsOn));
        foreach (var (name, value) in source.Attributes)
            if (name is not ("DeletionPolicy" or "UpdateReplacePolicy" or "Metadata"))
                contents.Put(name, value);
        contents["Properties"] = properties;
        foreach (var architecture in properties["CompatibleArchitectures"] as JsonArray ?? [])
            if (!architecture.IsCall() && architecture.Text() is not ("arm64" or "x86_64"))
                throw source.Error("CompatibleArchitectures needs to be a list of 'x86_64' or 'arm64'");
        return
        [
            new GeneratedResource(
                SortedText.Id(id, Map((id, contents))),
                "AWS::Lambda::LayerVersion",
                attributes,
                source.DependsOn
            ).With(
                ("LayerName", properties["LayerName"].IsGiven() ? properties["LayerName"] : id),
                ("Description", properties["Description"]),
                ("Content", S3Locations.Code(source["ContentUri"], id, "ContentUri")),
                ("CompatibleArchitectures", source["CompatibleArchitectures"]),
                ("CompatibleRuntimes", source["CompatibleRuntimes"]),
                ("LicenseInfo", properties["LicenseInfo"])
            ),
        ];
    }

    static string? Retention(SourceResource source, JsonNode? policy)
    {
        const string options = "one of the following options: ['Retain', 'Delete']";
        if (policy is null)
            return null;
        if (policy.IsCall())
            throw source.Error($"'RetentionPolicy' does not accept intrinsic functions, please use {options}");
        return policy.Text()?.ToUpperInvariant() switch
        {
            "RETAIN" => "Retain",
            "DELETE" => "Delete",
            null => throw source.Error($"Invalid 'RetentionPolicy' type, please use {options}"),
            _ => throw source.Error($"'RetentionPolicy' must be {options}."),
        };
    }
}
