using System.Text.Json.Nodes;
using YamlDotNet.Core;

namespace LocalAws.CloudFormation.Templates;

/// <summary>The YAML tags that stand for functions: !Ref, !Sub, !GetAtt and the others, those of rules among them.</summary>
static class ShortForm
{
    static readonly HashSet<string> Functions = new(StringComparer.Ordinal)
    {
        "And",
        "Base64",
        "Cidr",
        "Contains",
        "EachMemberEquals",
        "EachMemberIn",
        "Equals",
        "FindInMap",
        "ForEach",
        "GetAZs",
        "GetStackOutput",
        "If",
        "ImportValue",
        "Join",
        "Length",
        "Not",
        "Or",
        "RefAll",
        "Select",
        "Split",
        "Sub",
        "ToJsonString",
        "Transform",
        "ValueOf",
        "ValueOfAll",
    };

    public sealed record Expansion(JsonNode? Value);

    /// <summary>The value in its long form; null when the tag is not CloudFormation's.</summary>
    public static Expansion? Expand(TagName tag, JsonNode? value)
    {
        if (tag.IsEmpty || tag.IsNonSpecific || tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
            return new Expansion(value);
        var name = tag.Value.TrimStart('!');
        return name switch
        {
            "Ref" or "Condition" => new Expansion(new JsonObject { [name] = value }),
            "GetAtt" => new Expansion(new JsonObject { ["Fn::GetAtt"] = SplitAttribute(value) }),
            _ when Functions.Contains(name) => new Expansion(new JsonObject { [$"Fn::{name}"] = value }),
            _ => null,
        };
    }

    static JsonNode? SplitAttribute(JsonNode? value)
    {
        if (value is not JsonValue scalar || !scalar.TryGetValue(out string? text))
            return value;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? value : new JsonArray(text[..dot], text[(dot + 1)..]);
    }
}
