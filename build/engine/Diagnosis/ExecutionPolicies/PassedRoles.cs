using System.Text.Json.Nodes;
using AwsCatalog.Permissions;
using AwsCatalog.Schemas;
using Diagnosis.Requirements;
using Diagnosis.Requirements.ResourceTypes;
using Diagnosis.Templates;
using Iam;

namespace Diagnosis.ExecutionPolicies;

/// <summary>The roles that a resource's service is handed, each with the services that it may be handed to.</summary>
static class PassedRoles
{
    const string Action = "iam:PassRole";

    public static IEnumerable<ExecutionNeed> Of(
        StackTemplate stack,
        ResourceSchema? schema,
        ResourceType? known,
        JsonObject properties,
        NeededFor reason
    )
    {
        if (known?.PassesRole.Count is null or 0 && (schema is null || !HandlerNeeds.PassesRoles(schema)))
            return [];
        return In(properties, "")
            .Concat(
                (known?.PassesRole.Keys ?? [])
                    .Where(name => properties[name] is not null)
                    .Select(name => (Key: name, Value: properties[name]!))
            )
            .Select(found => Need(stack, known, found.Key, found.Value, reason))
            .OfType<ExecutionNeed>()
            .DistinctBy(need => (need.Resource, need.Condition?.Text));
    }

    static ExecutionNeed? Need(StackTemplate stack, ResourceType? known, string key, JsonNode value, NeededFor reason)
    {
        var pattern = ResourceNames.Of(value, stack).Pattern;
        var isOfKnown = known?.PassesRole.ContainsKey(key) == true;
        if (pattern == "*" && !isOfKnown && !IsReference(value))
            return null;
        if (!pattern.StartsWith("arn:", StringComparison.Ordinal))
        {
            // A name where an ARN is meant is not a role's.
            if (pattern != "*" && !isOfKnown)
                return null;
            pattern = $"arn:{stack.Environment.Partition}:iam::{stack.Environment.Account}:role/{pattern}";
        }
        if (
            !pattern.Contains(":role/", StringComparison.Ordinal)
            || Arns.AccountOf(pattern) is var account && account != stack.Environment.Account && account != "*"
        )
            return null;
        var services = isOfKnown ? [known!.PassesRole[key]] : TrustedBy(stack, value);
        return new(Action, pattern, reason)
        {
            Condition = services.Count == 0 ? null : new("iam:PassedToService", services),
        };
    }

    static bool IsReference(JsonNode value) =>
        value is JsonObject { Count: 1 } call
        && call.First().Key is "Ref" or "Fn::GetAtt" or "Fn::ImportValue" or "Fn::GetStackOutput";

    /// <summary>The services that a role of the template trusts are those that it can be handed to.</summary>
    static IReadOnlyList<string> TrustedBy(StackTemplate stack, JsonNode value)
    {
        var logicalId = value switch
        {
            JsonObject { Count: 1 } call when call["Fn::GetAtt"] is JsonArray path => path[0]?.ToString(),
            JsonObject { Count: 1 } call when call["Fn::GetAtt"] is JsonValue path => path.ToString().Split('.')[0],
            JsonObject { Count: 1 } call when call["Ref"] is JsonValue name => name.ToString(),
            _ => null,
        };
        if (logicalId is null || stack.Values.Find(logicalId) is not { Type: "AWS::IAM::Role" } role)
            return [];
        var document = stack.Values.Resolve(role.Properties["AssumeRolePolicyDocument"]);
        var statements = document?["Statement"] switch
        {
            JsonArray list => list.OfType<JsonObject>(),
            JsonObject one => [one],
            _ => [],
        };
        return
        [
            .. statements
                .Select(statement => (statement["Principal"] as JsonObject)?["Service"])
                .SelectMany(service => service is JsonArray list ? list : (IEnumerable<JsonNode?>)[service])
                .OfType<JsonValue>()
                .Select(service => service.ToString())
                .Where(Unknown.IsKnown)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    static IEnumerable<(string Key, JsonNode Value)> In(JsonNode? node, string key)
    {
        if (node is null)
            return [];
        if (key.Contains("Role", StringComparison.Ordinal) && IsOne(node))
            return [(key, node)];
        return node switch
        {
            JsonObject map => map.SelectMany(member => In(member.Value, member.Key)),
            JsonArray list => list.SelectMany(item => In(item, "")),
            _ => [],
        };
    }

    static bool IsOne(JsonNode node) =>
        node is JsonValue
        || node is JsonObject { Count: 1 } call
            && (call.First().Key == "Ref" || call.First().Key.StartsWith("Fn::", StringComparison.Ordinal));
}
