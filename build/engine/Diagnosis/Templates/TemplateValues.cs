using System.Text.Json.Nodes;
using Deployment.Assemblies;

namespace Diagnosis.Templates;

/// <summary>
/// Replaces the functions in a template's values by what they come to, as far as that can be known before the stack is
/// deployed: the pseudo parameters of the environment, given values and defaults of parameters, names and ARNs of the template's own
/// resources. What is not known, as an import, leaves a mark.
/// </summary>
/// <param name="parameters">The values that are given for the stack's parameters; null: none.</param>
public sealed class TemplateValues(
    JsonObject template,
    TargetEnvironment environment,
    string stackName,
    IReadOnlyDictionary<string, string>? parameters = null
)
{
    readonly TemplateReferences references = new(template, environment, stackName, parameters);

    public TargetEnvironment Environment => environment;

    /// <summary>The resources, by logical id.</summary>
    public IEnumerable<TemplateResource> Resources => references.Resources;

    public TemplateResource? Find(string logicalId) => references.Find(logicalId);

    /// <summary>The value without functions; null for AWS::NoValue, which takes its member away.</summary>
    public JsonNode? Resolve(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(Resolve).Where(item => item is not null)]);
            case JsonObject and { Count: 1 } call when IsCall(call.First().Key):
                return Call(call.First().Key, call.First().Value);
            case JsonObject map:
                var result = new JsonObject();
                foreach (var (name, member) in map)
                    if (Resolve(member) is { } value)
                        result[name] = value;
                return result;
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>The text that a value comes to, with marks for what is not known; null where there is no value.</summary>
    public string? Text(JsonNode? node) =>
        Resolve(node) switch
        {
            null => null,
            JsonValue value => value.ToString(),
            _ => Unknown.Mark,
        };

    static bool IsCall(string name) => name == "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal);

    JsonNode? Call(string function, JsonNode? argument) =>
        function switch
        {
            "Ref" => references.Ref(argument?.ToString() ?? "", this),
            "Fn::GetAtt" => GetAtt(argument),
            "Fn::Join" when argument is JsonArray and [{ } separator, { } items] => Join(separator, items),
            "Fn::Sub" => Sub(argument),
            "Fn::Select" when argument is JsonArray and [{ } index, { } items] => Select(index, items),
            "Fn::Split" when argument is JsonArray and [{ } separator, { } text] => Split(separator, text),
            "Fn::FindInMap" when argument is JsonArray and [{ } map, { } first, { } second, ..] => references.FindInMap(
                Text(map),
                Text(first),
                Text(second)
            ),
            _ => Unknown.Mark,
        };

    JsonNode GetAtt(JsonNode? argument)
    {
        var path = argument is JsonArray list ? string.Join('.', list.Select(Text)) : argument?.ToString() ?? "";
        return path.Split('.', 2) is [var logicalId, var attribute]
            ? references.GetAtt(logicalId, attribute, this)
            : Unknown.Mark;
    }

    JsonNode Join(JsonNode separator, JsonNode items) =>
        Resolve(items) is JsonArray list
            ? string.Join(Text(separator), list.Select(item => item is JsonValue ? item.ToString() : Unknown.Mark))
            : Unknown.Mark;

    JsonNode Select(JsonNode index, JsonNode items) =>
        Resolve(items) is JsonArray list
        && int.TryParse(Text(index), out var position)
        && position >= 0
        && position < list.Count
            ? list[position]!.DeepClone()
            : Unknown.Mark;

    JsonNode Split(JsonNode separator, JsonNode text) =>
        Text(text) is { } whole && Unknown.IsKnown(whole)
            ? new JsonArray([.. whole.Split(Text(separator)).Select(part => (JsonNode)part)])
            : Unknown.Mark;

    JsonNode Sub(JsonNode? argument)
    {
        var (text, own) = argument is JsonArray and [{ } first, JsonObject second]
            ? (first.ToString(), second)
            : (argument?.ToString() ?? "", []);
        return TemplateReferences.Variable.Replace(
            text,
            match =>
            {
                var name = match.Groups[1].Value.Trim();
                if (name.StartsWith('!'))
                    return $"${{{name[1..]}}}";
                if (own.ContainsKey(name))
                    return Text(own[name]) ?? "";
                var value = name.Contains('.', StringComparison.Ordinal) ? GetAtt(name) : references.Ref(name, this);
                return value is JsonValue ? value.ToString() : Unknown.Mark;
            }
        );
    }
}
