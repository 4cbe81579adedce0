using System.Text.Json;
using System.Text.Json.Nodes;
using AwsCatalog.Schemas;

namespace AwsCatalog.Validations;

/// <summary>Which members an object must and may have.</summary>
static class ObjectRules
{
    public static void Check(JsonElement schema, JsonObject map, string path, List<PropertyFault> faults)
    {
        if (schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array)
            foreach (var name in required.EnumerateArray().Select(name => name.GetString()!))
                if (!map.ContainsKey(name))
                    faults.Add(
                        new(path, $"required key [{name}] not found") { Property = name, Kind = FaultKind.Missing }
                    );
        if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False)
            foreach (var (name, _) in map)
                if (!IsKnown(schema, name))
                    faults.Add(Extraneous(path, name));
        if (ValueRules.Number(schema, "minProperties") is { } minimum && map.Count < minimum)
            faults.Add(new(path, $"minimum size: [{minimum}], found: [{map.Count}]"));
        if (ValueRules.Number(schema, "maxProperties") is { } maximum && map.Count > maximum)
            faults.Add(new(path, $"maximum size: [{maximum}], found: [{map.Count}]"));
    }

    public static PropertyFault Extraneous(string path, string name) =>
        new(path, $"extraneous key [{name}] is not permitted") { Property = name, Kind = FaultKind.Extraneous };

    static bool IsKnown(JsonElement schema, string name)
    {
        var hasProperties = schema.TryGetProperty("properties", out var properties);
        if (hasProperties && properties.TryGetProperty(name, out _))
            return true;
        if (schema.TryGetProperty("patternProperties", out var patterns))
            return patterns.EnumerateObject().Any(pattern => SchemaPattern.IsMatch(pattern.Name, name));
        // An object of no properties at all is a map whose schema says nothing.
        return !hasProperties;
    }
}
