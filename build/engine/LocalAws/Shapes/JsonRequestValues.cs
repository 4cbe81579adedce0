using System.Text.Json;
using LocalAws.Protocol;

namespace LocalAws.Shapes;

/// <summary>Reads what a JSON body gives; a value of another type is a SerializationException, as in the readers of members.</summary>
static class JsonRequestValues
{
    public static Given.Structure Read(JsonElement body, Shape shape)
    {
        var found = new List<(ShapeMember, Given)>();
        var unknown = new List<string>();
        foreach (var property in body.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
                continue;
            var member = shape.Members.FirstOrDefault(member => member.WireName == property.Name);
            if (member is null)
                unknown.Add(property.Name);
            else
                found.Add((member, Value(property.Value, member.Shape, property.Name)));
        }
        return new(found) { Unknown = unknown };
    }

    static Given Value(JsonElement value, Shape shape, string name) =>
        (shape.Kind, value.ValueKind) switch
        {
            (ShapeKind.Structure, JsonValueKind.Object) => Read(value, shape),
            (ShapeKind.List, JsonValueKind.Array) => new Given.List([
                .. value
                    .EnumerateArray()
                    .Where(item => item.ValueKind != JsonValueKind.Null)
                    .Select(item => Value(item, shape.Item!.Shape, name)),
            ]),
            (ShapeKind.Map, JsonValueKind.Object) => new Given.Map([
                .. value
                    .EnumerateObject()
                    .Where(entry => entry.Value.ValueKind != JsonValueKind.Null)
                    .Select(entry => KeyValuePair.Create(entry.Name, Value(entry.Value, shape.Item!.Shape, name))),
            ]),
            (ShapeKind.Text or ShapeKind.Blob or ShapeKind.Time, JsonValueKind.String) => new Given.Text(
                value.GetString()!
            ),
            (ShapeKind.Number or ShapeKind.Time, JsonValueKind.Number) => new Given.Text(value.GetRawText()),
            (ShapeKind.Boolean, JsonValueKind.True) => new Given.Text("true"),
            (ShapeKind.Boolean, JsonValueKind.False) => new Given.Text("false"),
            _ => throw new AwsException("SerializationException", $"The member {name} has an unexpected type."),
        };
}
