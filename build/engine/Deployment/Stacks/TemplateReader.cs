using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Guards;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Deployment.Stacks;

/// <summary>Reads a template, JSON or YAML, into JSON; the short forms of intrinsic functions are written out.</summary>
static class TemplateReader
{
    /// <exception cref="BuildException">It is no template, or nests too deep, and <paramref name="place"/> says which it is.</exception>
    /// <exception cref="JsonException">The same in JSON, of a template without a place.</exception>
    /// <exception cref="InvalidDataException">The same in YAML.</exception>
    public static JsonObject Read(string text, string? place)
    {
        try
        {
            return Read(text);
        }
        catch (Exception exception) when (place is not null && exception is (JsonException or InvalidDataException))
        {
            throw new BuildException(
                new Finding(
                    FindingCodes.UnreadableDocument,
                    $"{place} cannot be read",
                    [exception.Message],
                    "correct it where the app makes it, or has it from"
                )
            );
        }
    }

    static JsonObject Read(string text)
    {
        if (text.AsSpan().TrimStart().StartsWith("{"))
            return JsonNode.Parse(text) as JsonObject ?? throw new JsonException("The template is not an object.");
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(new ShallowYaml(reader, takesAliases: false));
            var template = stream.Documents is [{ RootNode: YamlMappingNode root }, ..]
                ? ReadObject(root)
                : throw new InvalidDataException("The template is not an object.");
            return Nesting.IsTooDeep(template) ? throw new InvalidDataException(Nesting.TooDeep) : template;
        }
        catch (Exception e) when (e is YamlException or InvalidCastException or ArgumentException)
        {
            throw new InvalidDataException($"The template is not YAML that CloudFormation takes: {e.Message}", e);
        }
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
            result[(key as YamlScalarNode)?.Value ?? throw new YamlException(key.Start, key.End, "a key is no text")] =
                ReadNode(value);
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
