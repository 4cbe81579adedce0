using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Deployment.Stacks;

/// <summary>Reads a template, JSON or YAML, into JSON; the short forms of intrinsic functions are written out.</summary>
static class TemplateReader
{
    public static JsonObject Read(string text)
    {
        if (text.AsSpan().TrimStart().StartsWith("{"))
            return JsonNode.Parse(text) as JsonObject ?? throw new JsonException("The template is not an object.");
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        return stream.Documents is [{ RootNode: YamlMappingNode root }, ..] ? ReadObject(root) : [];
    }

    static JsonNode? ReadNode(YamlNode node)
    {
        JsonNode? value = node switch
        {
            YamlMappingNode mapping => ReadObject(mapping),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(ReadNode)]),
            YamlScalarNode scalar => ReadScalar(scalar),
            _ => null,
        };
        var tag = node.Tag.IsEmpty ? "" : node.Tag.Value;
        return tag.StartsWith('!') && tag.Length > 1 && !tag.StartsWith("!!", StringComparison.Ordinal)
            ? ShortForm(tag[1..], value)
            : value;
    }

    static JsonObject ReadObject(YamlMappingNode mapping)
    {
        var result = new JsonObject();
        foreach (var (key, value) in mapping.Children)
            result[((YamlScalarNode)key).Value ?? ""] = ReadNode(value);
        return result;
    }

    /// <summary>!Ref and !Condition keep their names; !GetAtt's "A.B" becomes a list; every other gains "Fn::".</summary>
    static JsonObject ShortForm(string name, JsonNode? value) =>
        name switch
        {
            "Ref" or "Condition" => new JsonObject { [name] = value },
            "GetAtt" when value is JsonValue text => new JsonObject
            {
                ["Fn::GetAtt"] = new JsonArray([
                    .. text.ToString().Split('.', 2).Select(part => JsonValue.Create(part)),
                ]),
            },
            _ => new JsonObject { [$"Fn::{name}"] = value },
        };

    static JsonValue? ReadScalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not ScalarStyle.Plain)
            return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                    && whole.ToString(CultureInfo.InvariantCulture) == text => JsonValue.Create(whole),
            _ => JsonValue.Create(text),
        };
    }
}
