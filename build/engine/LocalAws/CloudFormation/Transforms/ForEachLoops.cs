using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Transforms;

/// <summary>Unrolls Fn::ForEach wherever it stands among the members of a section or of a property.</summary>
sealed partial class ForEachLoops(Evaluator evaluator)
{
    public const string Prefix = "Fn::ForEach::";

    /// <summary>Loops within loops, as deep as CloudFormation takes them.</summary>
    const int Deepest = 5;

    readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public JsonObject Unroll(JsonObject members) =>
        (JsonObject)Expand(members, new Dictionary<string, string>(StringComparer.Ordinal), isFirst: true)!;

    JsonNode? Expand(JsonNode? node, Dictionary<string, string> values, bool isFirst)
    {
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(item => Expand(item, values, isFirst))]);
            case JsonObject
                when node.IsCall(out var name, out var argument)
                    && name == "Ref"
                    && argument is JsonValue identifier
                    && values.TryGetValue(identifier.AsText(), out var value):
                return JsonValue.Create(value);
            case JsonObject map:
                var result = new JsonObject();
                Add(result, map, values, isFirst);
                return result;
            case JsonValue text when values.Count > 0 && text.TryGetValue(out string? content):
                return JsonValue.Create(Replace(content, values));
            default:
                return node?.DeepClone();
        }
    }

    void Add(JsonObject result, JsonObject members, Dictionary<string, string> values, bool isFirst)
    {
        foreach (var (key, member) in members)
        {
            if (key.StartsWith(Prefix, StringComparison.Ordinal))
            {
                AddLoop(result, key[Prefix.Length..], member, values, isFirst);
                continue;
            }
            var name = Replace(key, values);
            if (!result.TryAdd(name, Expand(member, values, isFirst)))
                throw new TemplateException($"Duplicate key {name} in the output of Fn::ForEach");
        }
    }

    void AddLoop(JsonObject result, string loop, JsonNode? layout, Dictionary<string, string> values, bool isFirst)
    {
        if (
            layout is not JsonArray { Count: 3 } parts
            || parts[0] is not JsonValue identifierNode
            || parts[2] is not JsonObject { Count: > 0 } fragment
        )
            throw new TemplateException("Fn::ForEach layout is incorrect");
        if (isFirst && !_names.Add(loop))
            throw new TemplateException($"Fn::ForEach loop name {loop} is used more than once");
        var identifier = identifierNode.AsText();
        if (values.ContainsKey(identifier) || evaluator.Scope.Template.Parameters.ContainsKey(identifier))
            throw new TemplateException($"Fn::ForEach identifier {identifier} is in use already");
        if (values.Count == Deepest)
            throw new TemplateException($"Fn::ForEach can be nested {Deepest} levels deep at most");
        foreach (var (key, _) in fragment)
            if (
                !key.StartsWith(Prefix, StringComparison.Ordinal)
                && !Placeholder().Matches(key).Any(match => match.Groups[2].Value == identifier)
            )
                throw new TemplateException($"Fn::ForEach output key {key} must contain ${{{identifier}}}");
        if (evaluator.Evaluate(Expand(parts[1], values, isFirst: false)) is not JsonArray collection)
            throw new TemplateException("Fn::ForEach could not resolve its collection to a list");
        var isFirstItem = isFirst;
        foreach (var item in collection.Texts())
        {
            Add(result, fragment, new(values, StringComparer.Ordinal) { [identifier] = item }, isFirstItem);
            isFirstItem = false;
        }
    }

    static string Replace(string text, Dictionary<string, string> values) =>
        values.Count == 0
            ? text
            : Placeholder()
                .Replace(
                    text,
                    match =>
                        !values.TryGetValue(match.Groups[2].Value, out var value) ? match.Value
                        : match.Groups[1].Value == "&" ? NotAlphanumeric().Replace(value, "")
                        : value
                );

    /// <summary>${Name} is the item, &amp;{Name} its letters and digits alone.</summary>
    [GeneratedRegex(@"([$&])\{([A-Za-z0-9]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex("[^A-Za-z0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex NotAlphanumeric();
}
