using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Guards;

namespace LocalAws.CloudFormation.Templates;

/// <summary>Reads a template's text, JSON or YAML, into one tree in which every function has its long name.</summary>
public static class TemplateText
{
    public static JsonObject Read(string text)
    {
        var trimmed = text.AsSpan().TrimStart();
        var root = trimmed is ['{', ..] ? ReadJson(text) : YamlTemplateReader.Read(text);
        if (Nesting.IsTooDeep(root))
            throw new TemplateException($"Template format error: {Nesting.TooDeep}.");
        return root as JsonObject ?? throw new TemplateException("Template format error: unsupported structure.");
    }

    static JsonNode? ReadJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Convert(document.RootElement);
        }
        catch (JsonException error)
        {
            var line = (error.LineNumber ?? 0) + 1;
            var column = (error.BytePositionInLine ?? 0) + 1;
            throw new TemplateException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Template format error: JSON not well-formed. (line {line}, column {column})"
                )
            );
        }
    }

    static JsonNode? Convert(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var property in element.EnumerateObject())
                    map[property.Name] = Convert(property.Value);
                return map;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Convert)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }
}
