using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Deployment.Stacks;

/// <summary>Reads a template, JSON or YAML, into JSON; the short forms of intrinsic functions are written out.</summary>
static class TemplateReader
{
    /// <summary>As deep as JSON may be.</summary>
    const int Deepest = 64;

    /// <exception cref="JsonException">It is malformed JSON, or no object.</exception>
    /// <exception cref="InvalidDataException">It is malformed YAML, or no object.</exception>
    public static JsonObject Read(string text)
    {
        if (text.AsSpan().TrimStart().StartsWith("{"))
            return JsonNode.Parse(text) as JsonObject ?? throw new JsonException("The template is not an object.");
        try
        {
            CheckDepth(text);
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            return stream.Documents is [{ RootNode: YamlMappingNode root }, ..]
                ? ReadObject(root)
                : throw new InvalidDataException("The template is not an object.");
        }
        catch (Exception e) when (e is YamlException or InvalidCastException or ArgumentException)
        {
            throw new InvalidDataException($"The template is not YAML that CloudFormation takes: {e.Message}", e);
        }
    }

    /// <summary>Readers of YAML go as deep as a text does, aliases of what they are in included.</summary>
    static void CheckDepth(string text)
    {
        using var reader = new StringReader(text);
        var events = new Parser(reader);
        for (var depth = 0; events.MoveNext(); )
        {
            depth += events.Current!.NestingIncrease;
            if (depth > Deepest)
                throw new InvalidDataException($"The template is nested more than {Deepest} deep.");
            if (events.Current is AnchorAlias)
                throw new InvalidDataException(
                    "The template has a YAML alias, which CloudFormation takes from no template."
                );
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
