using System.Text.Json;
using System.Text.Json.Nodes;
using AwsCatalog.Schemas;

namespace AwsCatalog.Validations;

/// <summary>How many items a list must and may have, and whether they may be alike.</summary>
static class ListRules
{
    public static void Check(
        JsonElement schema,
        JsonArray list,
        string path,
        Func<JsonNode, bool> isUnknown,
        List<PropertyFault> faults
    )
    {
        if (ValueRules.Number(schema, "minItems") is { } minimum && list.Count < minimum)
            faults.Add(new(path, $"expected minimum item count: {minimum}, found: {list.Count}"));
        if (ValueRules.Number(schema, "maxItems") is { } maximum && list.Count > maximum)
            faults.Add(new(path, $"expected maximum item count: {maximum}, found: {list.Count}"));
        if (
            schema.TryGetProperty("uniqueItems", out var unique)
            && unique.ValueKind == JsonValueKind.True
            && !list.Any(item => IsUnknown(item, isUnknown))
            && list.Select(item => item!.ToJsonString()).Distinct(StringComparer.Ordinal).Count() < list.Count
        )
            faults.Add(new(path, "array items are not unique"));
    }

    static bool IsUnknown(JsonNode? node, Func<JsonNode, bool> isUnknown) =>
        node switch
        {
            null => true,
            JsonObject map => map.Any(member => IsUnknown(member.Value, isUnknown)),
            JsonArray list => list.Any(item => IsUnknown(item, isUnknown)),
            _ => isUnknown(node),
        };
}
