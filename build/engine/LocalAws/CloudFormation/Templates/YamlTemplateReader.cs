using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Guards;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LocalAws.CloudFormation.Templates;

/// <summary>Reads YAML as CloudFormation does: version 1.1 without aliases, with the short forms of its functions.</summary>
static partial class YamlTemplateReader
{
    public static JsonNode? Read(string text)
    {
        try
        {
            var parser = new ShallowYaml(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
                return null;
            parser.Consume<DocumentStart>();
            var root = ReadNode(parser);
            parser.Consume<DocumentEnd>();
            return root;
        }
        catch (YamlException error)
        {
            throw NotWellFormed(error.Start);
        }
    }

    static JsonNode? ReadNode(IParser parser)
    {
        if (parser.Accept<AnchorAlias>(out _))
            throw new TemplateException(
                "Template format error: YAML aliases are not allowed in CloudFormation templates"
            );
        if (!parser.Accept<NodeEvent>(out var node))
            throw NotWellFormed(parser.Current?.Start ?? Mark.Empty);

        JsonNode? value = node switch
        {
            Scalar scalar => ReadScalar(parser, scalar),
            SequenceStart => ReadSequence(parser),
            _ => ReadMapping(parser),
        };
        return ShortForm.Expand(node.Tag, value) switch
        {
            { } expansion => expansion.Value,
            null => throw NotWellFormed(node.Start),
        };
    }

    static JsonValue? ReadScalar(IParser parser, Scalar scalar)
    {
        parser.MoveNext();
        var isPlain = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty;
        if (!isPlain)
            return JsonValue.Create(scalar.Value);
        return scalar.Value switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => (JsonValue?)JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            var text when CanonicalNumber().IsMatch(text) => ParseNumber(text),
            var text => (JsonValue?)JsonValue.Create(text),
        };
    }

    static JsonValue? ParseNumber(string text)
    {
        using var document = JsonDocument.Parse(text);
        return JsonValue.Create(document.RootElement.Clone());
    }

    static JsonArray ReadSequence(IParser parser)
    {
        parser.Consume<SequenceStart>();
        var list = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
            list.Add(ReadNode(parser));
        return list;
    }

    static JsonObject ReadMapping(IParser parser)
    {
        parser.Consume<MappingStart>();
        var map = new JsonObject();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key))
                throw NotWellFormed(parser.Current?.Start ?? Mark.Empty);
            // Of a key that is there twice, CloudFormation takes the last, of YAML as of JSON.
            map[key.Value] = ReadNode(parser);
        }

        return map;
    }

    static TemplateException NotWellFormed(Mark at) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Template format error: YAML not well-formed. (line {at.Line}, column {at.Column})"
            )
        );

    /// <summary>Numbers with one spelling only; 010 or 1_000 stay the text that they are.</summary>
    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex CanonicalNumber();
}
