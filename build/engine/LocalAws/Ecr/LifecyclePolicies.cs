using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.Ecr;

/// <summary>
/// What ECR takes as a lifecycle policy (Amazon ECR User Guide, "Lifecycle policy parameters" and "Examples of lifecycle
/// policies"): rules with priorities of their own, a selection and the action.
/// </summary>
static class LifecyclePolicies
{
    static readonly string[] _statuses = ["tagged", "untagged", "any"];
    static readonly string[] _counts =
    [
        "imageCountMoreThan",
        "sinceImagePushed",
        "sinceImagePulled",
        "sinceImageTransitioned",
    ];
    static readonly string[] _actions = ["expire", "transition"];

    /// <summary>Throws InvalidParameterException unless the text is a lifecycle policy.</summary>
    public static void Check(string text)
    {
        if (Parse(text)?["rules"] is not JsonArray { Count: > 0 } rules)
            throw Invalid("object has missing required properties ([\"rules\"])");
        var priorities = new HashSet<int>();
        var ofAny = 0;
        foreach (var item in rules)
        {
            var rule = item as JsonObject ?? throw Invalid("a rule is not an object");
            var priority = Number(rule["rulePriority"]) ?? throw Missing("rulePriority");
            if (priority < 1)
                throw Invalid($"numeric instance is lower than the required minimum (minimum: 1, found: {priority})");
            if (!priorities.Add(priority))
                throw Invalid($"duplicate rule priority {priority}");
            var selection = rule["selection"] as JsonObject ?? throw Missing("selection");
            CheckSelection(selection);
            if (Text(selection["tagStatus"]) == "any" && ++ofAny > 1)
                throw Invalid("only one rule may have the tagStatus any");
            CheckOneOf((rule["action"] as JsonObject ?? throw Missing("action"))["type"], "type", _actions);
        }
        var last = rules.OfType<JsonObject>().MaxBy(rule => Number(rule["rulePriority"]));
        if (ofAny == 1 && Text(last!["selection"]!["tagStatus"]) != "any")
            throw Invalid("a rule with the tagStatus any must have the highest value of rulePriority");
    }

    static void CheckSelection(JsonObject selection)
    {
        var status = CheckOneOf(selection["tagStatus"], "tagStatus", _statuses);
        var count = CheckOneOf(selection["countType"], "countType", _counts);
        if ((Number(selection["countNumber"]) ?? throw Missing("countNumber")) < 1)
            throw Invalid("numeric instance is lower than the required minimum (minimum: 1)");
        var hasTags =
            selection["tagPrefixList"] is JsonArray { Count: > 0 }
            || selection["tagPatternList"] is JsonArray { Count: > 0 };
        if (hasTags != (status == "tagged"))
            throw Invalid(
                hasTags
                    ? $"tagPrefixList and tagPatternList are for the tagStatus tagged, not {status}"
                    : "tagStatus tagged needs a tagPrefixList or a tagPatternList"
            );
        if (selection.ContainsKey("tagPrefixList") && selection.ContainsKey("tagPatternList"))
            throw Invalid("tagPrefixList and tagPatternList cannot be used in one rule");
        if ((count == "imageCountMoreThan") == selection.ContainsKey("countUnit"))
            throw Invalid($"countUnit {(count == "imageCountMoreThan" ? "is not for" : "is needed with")} {count}");
        if (selection["countUnit"] is { } unit)
            CheckOneOf(unit, "countUnit", ["days"]);
    }

    static string CheckOneOf(JsonNode? node, string name, string[] values)
    {
        var text = Text(node) ?? throw Missing(name);
        return values.Contains(text)
            ? text
            : throw Invalid(
                $"instance value (\"{text}\") not found in enum (possible values: [{string.Join(",", values.Select(value => $"\"{value}\""))}])"
            );
    }

    static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            throw Invalid("the text is not JSON");
        }
    }

    static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    static int? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    static AwsException Missing(string name) => Invalid($"object has missing required properties ([\"{name}\"])");

    static AwsException Invalid(string why) =>
        EcrFailures.Invalid("LifecyclePolicyText", $"Lifecycle policy validation failure: {why}");
}
