using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsCatalog.Schemas;

namespace AwsCatalog.Validations;

/// <summary>
/// Holds properties against a schema as CloudFormation does, which takes "1" for a number and true for a text; in doubt it accepts.
/// </summary>
/// <remarks>The words are those of the validator in aws-cloudformation/cloudformation-resource-schema, which hides values.</remarks>
sealed class SchemaValidator(ResourceSchema resource, JsonElement root, Func<JsonNode, bool> isUnknown)
{
    public List<PropertyFault> Check(JsonObject properties)
    {
        List<PropertyFault> faults = [];
        foreach (var path in resource.ReadOnly)
            if (!path.IsNested && properties.ContainsKey(path.Property) && !IsWritableToo(path))
                faults.Add(ObjectRules.Extraneous("", path.Property));
        Check(root, properties, "", faults);
        return faults;
    }

    /// <summary>Some schemas list what a template sets among what only the service sets.</summary>
    bool IsWritableToo(PropertyPath path) =>
        resource.Required.Contains(path.Property)
        || resource.CreateOnly.Any(other => other.Pointer == path.Pointer)
        || resource.ConditionalCreateOnly.Any(other => other.Pointer == path.Pointer)
        || (
            root.TryGetProperty("writeOnlyProperties", out var writable)
            && writable.EnumerateArray().Any(pointer => pointer.GetString() == path.Pointer)
        );

    public void Check(JsonElement reference, JsonNode? value, string path, List<PropertyFault> faults)
    {
        var schema = resource.Resolve(reference);
        if (value is null || schema.ValueKind != JsonValueKind.Object || isUnknown(value))
            return;
        if (ValueRules.WrongType(schema, value) is { } wrong)
        {
            faults.Add(new(path, wrong));
            return;
        }

        ValueRules.Check(schema, value, path, faults);
        switch (value)
        {
            case JsonObject map:
                ObjectRules.Check(schema, map, path, faults);
                Members(schema, map, path, faults);
                break;
            case JsonArray list:
                ListRules.Check(schema, list, path, isUnknown, faults);
                if (schema.TryGetProperty("items", out var items) && items.ValueKind == JsonValueKind.Object)
                    for (var index = 0; index < list.Count; index++)
                        Check(
                            items,
                            list[index],
                            string.Create(CultureInfo.InvariantCulture, $"{path}/{index}"),
                            faults
                        );
                break;
            default:
                break;
        }
        Combinations(schema, value, path, faults);
    }

    void Members(JsonElement schema, JsonObject map, string path, List<PropertyFault> faults)
    {
        if (schema.TryGetProperty("properties", out var properties))
            foreach (var (name, member) in map)
                if (properties.TryGetProperty(name, out var known))
                    Check(known, member, $"{path}/{name}", faults);
        if (schema.TryGetProperty("patternProperties", out var patterns))
            foreach (var pattern in patterns.EnumerateObject())
            foreach (var (name, member) in map)
                if (SchemaPattern.IsMatch(pattern.Name, name))
                    Check(pattern.Value, member, $"{path}/{name}", faults);
    }

    void Combinations(JsonElement schema, JsonNode value, string path, List<PropertyFault> faults)
    {
        if (schema.TryGetProperty("allOf", out var all) && all.ValueKind == JsonValueKind.Array)
            foreach (var part in all.EnumerateArray())
                Check(part, value, path, faults);
        if (schema.TryGetProperty("anyOf", out var any) && any.ValueKind == JsonValueKind.Array)
        {
            var branches = any.EnumerateArray().ToList();
            if (branches.TrueForAll(branch => !Matches(branch, value, path)))
                faults.Add(new(path, $"#: no subschema matched out of the total {branches.Count} subschemas"));
        }
        if (schema.TryGetProperty("oneOf", out var one) && one.ValueKind == JsonValueKind.Array)
        {
            var branches = one.EnumerateArray().ToList();
            var matching = branches.Count(branch => Matches(branch, value, path));
            // A value that is "1" and 1 at once may match several; who requires one of several properties means one.
            if (matching == 0 || (matching > 1 && branches.TrueForAll(IsRequirement)))
                faults.Add(new(path, $"#: {matching} subschemas matched instead of one"));
        }
    }

    bool Matches(JsonElement schema, JsonNode value, string path)
    {
        List<PropertyFault> faults = [];
        Check(schema, value, path, faults);
        return faults.Count == 0;
    }

    static bool IsRequirement(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.EnumerateObject().All(keyword => keyword.Name == "required")
        && schema.EnumerateObject().Any();
}
