using System.Text.Json.Nodes;
using AwsCatalog.Schemas;

namespace LocalAws.CloudFormation.Templates;

static class ResourceParser
{
    static readonly HashSet<string> Attributes = new(StringComparer.Ordinal)
    {
        "Condition",
        "CreationPolicy",
        "DeletionPolicy",
        "DependsOn",
        "Description",
        "Metadata",
        "Properties",
        "Type",
        "UpdatePolicy",
        "UpdateReplacePolicy",
        "Version",
    };

    public static ResourceDeclaration Parse(string logicalId, JsonNode? node)
    {
        if (node is not JsonObject map)
            throw new TemplateException("Template format error: Any Resources member must be an object.");
        if (map.FirstOrDefault(entry => !Attributes.Contains(entry.Key)).Key is { } unknown)
            throw new TemplateException($"Invalid template resource property '{unknown}'");
        if (!map.ContainsKey("Type"))
            throw new TemplateException(
                $"Template format error: [/Resources/{logicalId}] Every Resources object must contain a Type member."
            );
        if (map["Type"] is not JsonValue type)
            throw new TemplateException(
                $"Template format error: [/Resources/{logicalId}] Every Type member must be a string."
            );
        if (map["Properties"] is not (null or JsonObject))
            throw new TemplateException(
                $"Template format error: [/Resources/{logicalId}/Properties] must be an object."
            );
        return new ResourceDeclaration(logicalId, type.AsText())
        {
            Properties = map["Properties"] as JsonObject ?? [],
            Condition = map.Text("Condition"),
            DependsOn = DependsOn(map["DependsOn"]),
            DeletionPolicy = Policy(map, logicalId, "DeletionPolicy"),
            UpdateReplacePolicy = Policy(map, logicalId, "UpdateReplacePolicy"),
            Metadata = map["Metadata"],
            CreationPolicy = map["CreationPolicy"],
            UpdatePolicy = map["UpdatePolicy"],
        };
    }

    static IReadOnlyList<string> DependsOn(JsonNode? node) =>
        node switch
        {
            JsonObject => throw new TemplateException(
                "Template format error: DependsOn must be a string or list of strings."
            ),
            JsonArray list when list.Any(item => item is not JsonValue) => throw new TemplateException(
                "Template format error: Every DependsOn value must be a string."
            ),
            _ => [.. node.Texts()],
        };

    static string? Policy(JsonObject map, string logicalId, string name)
    {
        if (map[name] is not (null or JsonValue))
            throw new TemplateException($"Template format error: Every {name} member must be a string.");
        if (map.Text(name) is not { } value)
            return null;
        if (
            value is not ("Delete" or "Retain" or "Snapshot")
            && !(name == "DeletionPolicy" && value == "RetainExceptOnCreate")
        )
            throw new TemplateException($"Template format error: Unrecognized {name} {value} for resource {logicalId}");
        if (value == "Snapshot" && !StatefulTypes.HasSnapshots(map.Text("Type")!))
            throw new TemplateException(
                $"Template error: resource type {map.Text("Type")} does not support {(name == "DeletionPolicy" ? "deletion" : "update replace")} policy Snapshot"
            );
        return value;
    }
}
