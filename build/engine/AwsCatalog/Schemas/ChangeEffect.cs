using System.Text.Json.Nodes;

namespace AwsCatalog.Schemas;

/// <summary>What a change does to a resource.</summary>
public enum ChangeEffect
{
    InPlace,

    /// <summary>The service decides, by the values.</summary>
    MayReplace,
    Replaces,
}

/// <summary>Says what a change of a property does.</summary>
public static class ChangeEffects
{
    /// <summary>Nested properties may replace the resource where others beside them do not.</summary>
    /// <param name="schema">The resource's type.</param>
    /// <param name="property">A property of the resource itself.</param>
    /// <param name="before">Its value, null where it has none.</param>
    /// <param name="after">The other value.</param>
    /// <param name="same">Whether two values are the same to CloudFormation.</param>
    public static ChangeEffect Of(
        ResourceSchema schema,
        string property,
        JsonNode? before,
        JsonNode? after,
        Func<JsonNode?, JsonNode?, bool> same
    )
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(same);
        return schema.CreateOnly.Any(Differs) ? ChangeEffect.Replaces
            : schema.ConditionalCreateOnly.Any(Differs) ? ChangeEffect.MayReplace
            : ChangeEffect.InPlace;

        bool Differs(PropertyPath path) =>
            path.Property == property && !same(ValuesAt(before, path), ValuesAt(after, path));
    }

    static JsonArray ValuesAt(JsonNode? value, PropertyPath path)
    {
        IEnumerable<JsonNode?> found = [value];
        foreach (var segment in path.Segments.Skip(1))
            found = found.SelectMany(node =>
                node switch
                {
                    JsonArray list => segment == "*" ? list : list.OfType<JsonObject>().Select(item => item[segment]),
                    JsonObject map => segment == "*" ? map.Select(member => member.Value) : [map[segment]],
                    _ => [],
                }
            );
        return new([.. found.Where(node => node is not null).Select(node => node!.DeepClone())]);
    }
}
