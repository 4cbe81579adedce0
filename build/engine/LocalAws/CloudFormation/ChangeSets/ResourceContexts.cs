using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ChangeSets;

/// <summary>
/// BeforeContext and AfterContext of a change: JSON of a resource's properties, metadata and policies, its numbers and booleans
/// as text.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html</remarks>
static class ResourceContexts
{
    /// <summary>What stands for a value of a NoEcho parameter.</summary>
    public const string Hidden = "****";

    static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="declaration">Null for what the template has no longer.</param>
    /// <param name="definition">Whose parameters the resource was, or will be, made with.</param>
    public static string Of(
        ResourceInstance resource,
        ResourceDeclaration? declaration,
        Template template,
        StackDefinition definition
    )
    {
        string[] secrets = [.. definition.Parameters.Where(p => p.NoEcho && p.Value.Length > 0).Select(p => p.Value)];
        var properties = new JsonObject();
        foreach (var (name, value) in resource.Properties)
            if (value is not null)
                properties[name] =
                    IsHidden(declaration?.Properties[name], template) || Holds(value, secrets) ? Hidden : Text(value);
        var context = new JsonObject { ["Properties"] = properties };
        if (resource.Metadata is { } metadata)
            context["Metadata"] =
                IsHidden(declaration?.Metadata, template) || Holds(metadata, secrets) ? Hidden : Text(metadata);
        if (resource.UpdateReplacePolicy is { } replacing)
            context["UpdateReplacePolicy"] = replacing;
        if (resource.DeletionPolicy is { } deleting)
            context["DeletionPolicy"] = deleting;
        return context.ToJsonString(_plain);
    }

    /// <summary>Whether a value comes from a NoEcho parameter.</summary>
    public static bool IsHidden(JsonNode? declared, Template template) =>
        TemplateReferences
            .Of(declared)
            .Any(reference => template.Parameters.TryGetValue(reference.Name, out var p) && p.NoEcho);

    static bool Holds(JsonNode value, string[] secrets)
    {
        if (secrets.Length == 0)
            return false;
        var text = value is JsonValue ? value.AsText() : value.ToJsonString(_plain);
        return secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal));
    }

    static JsonNode? Text(JsonNode? value) =>
        value switch
        {
            null => null,
            JsonArray list => new JsonArray([.. list.Select(Text)]),
            JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Text(entry.Value)))),
            _ => value.AsText(),
        };
}
