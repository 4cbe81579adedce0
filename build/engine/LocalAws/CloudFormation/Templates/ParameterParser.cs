using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LocalAws.CloudFormation.Templates;

static partial class ParameterParser
{
    static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "AllowedPattern",
        "AllowedValues",
        "ConstraintDescription",
        "Default",
        "Description",
        "MaxLength",
        "MaxValue",
        "MinLength",
        "MinValue",
        "NoEcho",
        "Type",
    };

    public static ParameterDeclaration Parse(string name, JsonNode? node)
    {
        if (node is not JsonObject map)
            throw new TemplateException($"Template format error: Parameter {name} is malformed.");
        if (map.FirstOrDefault(entry => !Members.Contains(entry.Key)).Key is { } unknown)
            throw new TemplateException($"Invalid template parameter property '{unknown}'");
        if (map.Text("Type") is not { } type)
            throw new TemplateException("Template format error: Every Parameters object must contain a Type member.");
        if (!KnownType().IsMatch(type))
            throw new TemplateException($"Template format error: Unrecognized parameter type: {type}");
        return new ParameterDeclaration(name, type)
        {
            Default = map["Default"] switch
            {
                null => null,
                JsonValue scalar => scalar.AsText(),
                _ => throw new TemplateException("Template format error: Every Default member must be a string."),
            },
            Description = map.Text("Description"),
            NoEcho = map.Text("NoEcho") is { } noEcho && noEcho.Equals("true", StringComparison.OrdinalIgnoreCase),
            AllowedValues = map["AllowedValues"] switch
            {
                null => null,
                JsonArray allowed => [.. allowed.Texts()],
                _ => throw new TemplateException("Template format error: Every AllowedValues member must be a list."),
            },
            AllowedPattern = map.Text("AllowedPattern"),
            MinLength = Whole(map, name, "MinLength"),
            MaxLength = Whole(map, name, "MaxLength"),
            MinValue = Number(map, name, "MinValue"),
            MaxValue = Number(map, name, "MaxValue"),
            ConstraintDescription = map.Text("ConstraintDescription"),
        };
    }

    static int? Whole(JsonObject map, string name, string member) => (int?)Number(map, name, member);

    static decimal? Number(JsonObject map, string name, string member)
    {
        if (map.Text(member) is not { } text)
            return null;
        return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new TemplateException($"Template format error: {member} of parameter {name} must be a number.");
    }

    [GeneratedRegex(
        @"^(String|Number|CommaDelimitedList|(List<(Number|String|AWS::[A-Za-z0-9]+::[A-Za-z0-9:]+)>)|AWS::SSM::Parameter::Name|AWS::SSM::Parameter::Value<.+>|AWS::(EC2|Route53)::[A-Za-z0-9:]+)$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex KnownType();
}
