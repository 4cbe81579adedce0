using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAws.CloudFormation.Transforms;
using Serverless;

namespace LocalAws.CloudFormation.Templates;

/// <summary>Checks a template's structure section by section, in the words that CloudFormation has for it.</summary>
public static partial class TemplateParser
{
    static readonly HashSet<string> Sections = new(StringComparer.Ordinal)
    {
        "AWSTemplateFormatVersion",
        "Conditions",
        "Description",
        "Hooks",
        "Mappings",
        "Metadata",
        "Outputs",
        "Parameters",
        "Resources",
        "Rules",
        "Transform",
    };

    /// <summary>The section that the Serverless Application Model adds.</summary>
    const string Globals = "Globals";

    public static Template Parse(string text)
    {
        var root = TemplateText.Read(text);
        var transforms = TransformsOf(root);
        var unknown = root.Select(section => section.Key)
            .Where(name =>
                !Sections.Contains(name) && !(name == Globals && transforms.Contains(ServerlessTransform.Name))
            )
            .ToList();
        if (unknown.Count > 0)
            throw new TemplateException($"Invalid template property or properties [{string.Join(", ", unknown)}]");
        if (root["AWSTemplateFormatVersion"] is { } version && version.AsText() != "2010-09-09")
            throw new TemplateException(
                $"Template format error: {version.AsText()} is not a supported value for AWSTemplateFormatVersion."
            );
        if (root["Description"] is { } description && description is not JsonValue)
            throw new TemplateException("Template format error: Description must be a string.");
        RefuseNulls(root);
        // An empty list is what is left of a transform that has been processed.
        var isUnprocessed =
            transforms.Count > 0
            || (text.Contains("Transform", StringComparison.Ordinal) && IncludedSnippets.IsIn(root));
        if (transforms.Count == 0 && !root.ContainsKey("Transform") && UnprocessedIn(root) is { } function)
            throw new TemplateException(
                $"Template format error: {function} requires the {LanguageExtensions.Name} transform."
            );

        var template = new Template
        {
            Description = root["Description"]?.AsText(),
            Metadata = root["Metadata"],
            Parameters = Members(root, "Parameters", ParameterParser.Parse),
            Mappings = Members(root, "Mappings", ParseMapping),
            Conditions = isUnprocessed ? new Dictionary<string, JsonNode?>() : ConditionsOf(root),
            Rules = Members(root, "Rules", ParseRule),
            Resources = isUnprocessed
                ? new Dictionary<string, ResourceDeclaration>()
                : Members(root, "Resources", ResourceParser.Parse),
            Outputs = isUnprocessed
                ? new Dictionary<string, OutputDeclaration>()
                : Members(root, "Outputs", ParseOutput),
            Transforms = transforms,
            IsUnprocessed = isUnprocessed,
            DeclaredTypes = DeclaredTypesOf(root),
        };
        TemplateLimits.Check(template);
        if (isUnprocessed)
            return template;
        if (template.Resources.Count == 0)
            throw new TemplateException("Template format error: At least one Resources member must be defined.");
        TemplateReferences.Check(template);
        return template;
    }

    static List<string> TransformsOf(JsonObject root) =>
        root["Transform"] switch
        {
            null => [],
            JsonArray list => [.. list.Select(TransformName)],
            var one => [TransformName(one)],
        };

    static List<string> DeclaredTypesOf(JsonObject root) =>
        [
            .. (root["Resources"] as JsonObject ?? [])
                .Select(entry => ((entry.Value as JsonObject)?["Type"] as JsonValue)?.AsText())
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];

    internal static Dictionary<string, JsonNode?> ConditionsOf(JsonObject root) =>
        Members(root, "Conditions", (_, condition) => condition);

    /// <summary>A function in the template that only a transform brings; null where there is none.</summary>
    static string? UnprocessedIn(JsonNode? node) =>
        node switch
        {
            JsonArray list => list.Select(UnprocessedIn).FirstOrDefault(found => found is not null),
            JsonObject map => map.Select(entry =>
                    LanguageExtensions.IsFunction(entry.Key) ? entry.Key : UnprocessedIn(entry.Value)
                )
                .FirstOrDefault(found => found is not null),
            _ => null,
        };

    internal static string TransformName(JsonNode? node) =>
        node is JsonObject map ? map["Name"]?.AsText() ?? "" : node?.AsText() ?? "";

    static Dictionary<string, T> Members<T>(JsonObject root, string section, Func<string, JsonNode?, T> parse)
    {
        var members = new Dictionary<string, T>(StringComparer.Ordinal);
        if (!root.TryGetPropertyValue(section, out var node))
            return members;
        if (node is not JsonObject map)
            throw new TemplateException($"Template format error: {section} must be an object.");
        foreach (var (name, value) in map)
        {
            if (section is not ("Mappings" or "Conditions" or "Rules") && !Alphanumeric().IsMatch(name))
                throw new TemplateException(
                    section == "Outputs"
                        ? $"Template format error: Outputs name '{name}' is non alphanumeric."
                        : $"Template format error: {section[..^1]} name {name} is non alphanumeric."
                );
            members.Add(name, parse(name, value));
        }

        return members;
    }

    static JsonObject ParseMapping(string name, JsonNode? node)
    {
        if (node is not JsonObject map || map.Any(entry => entry.Value is not JsonObject))
            throw new TemplateException($"Template format error: Every Mappings member {name} must be a map");
        foreach (var (attribute, value) in map.SelectMany(entry => (JsonObject)entry.Value!))
        {
            if (!MappingKey().IsMatch(attribute))
                throw new TemplateException(
                    $"Template format error: Mappings attribute name '{attribute}' must contain only alphanumeric characters."
                );
            if (value is JsonObject || (value as JsonArray)?.Any(item => item is not JsonValue) == true)
                throw new TemplateException(
                    "Template format error: Every Mappings attribute must be a String or a List."
                );
        }
        return map;
    }

    static RuleDeclaration ParseRule(string name, JsonNode? node)
    {
        if (node is not JsonObject rule || rule["Assertions"] is not JsonArray assertions)
            throw new TemplateException($"Template format error: Rule {name} must contain Assertions.");
        return new RuleDeclaration(
            name,
            rule["RuleCondition"],
            [
                .. assertions
                    .OfType<JsonObject>()
                    .Select(a => new RuleAssertion(a["Assert"], a["AssertDescription"]?.AsText())),
            ]
        );
    }

    static OutputDeclaration ParseOutput(string name, JsonNode? node)
    {
        if (node is not JsonObject output)
            throw new TemplateException($"Template format error: Output {name} is malformed.");
        if (!output.ContainsKey("Value"))
            throw new TemplateException("Template format error: Every Outputs member must contain a Value object");
        return new OutputDeclaration(name, output["Value"])
        {
            Description = output["Description"]?.AsText(),
            Condition = output["Condition"]?.AsText(),
            ExportName = (output["Export"] as JsonObject)?["Name"],
        };
    }

    static void RefuseNulls(JsonObject root)
    {
        foreach (var section in new[] { "Parameters", "Mappings", "Conditions", "Resources", "Outputs" })
            if (root.TryGetPropertyValue(section, out var node) && FindNull(node, $"/{section}") is { } path)
                throw new TemplateException($"[{path}] 'null' values are not allowed in templates");
    }

    static string? FindNull(JsonNode? node, string path) =>
        node switch
        {
            null => path,
            JsonObject map => map.Select(entry => FindNull(entry.Value, $"{path}/{entry.Key}"))
                .FirstOrDefault(found => found is not null),
            JsonArray list => list.Select(
                    (item, index) => FindNull(item, string.Create(CultureInfo.InvariantCulture, $"{path}/{index}"))
                )
                .FirstOrDefault(found => found is not null),
            _ => null,
        };

    /// <summary>AWS's words are narrower than what it takes.</summary>
    [GeneratedRegex("^[A-Za-z0-9.-]+$", RegexOptions.CultureInvariant)]
    private static partial Regex MappingKey();

    [GeneratedRegex("^[A-Za-z0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Alphanumeric();
}
