using System.Text.Json.Nodes;
using LocalAws.Shapes;

namespace Build.Tests.LocalAws.Shapes;

/// <summary>A request of any protocol that is made from the shape of its operation: with the member of a path, and the value that it has.</summary>
static class ShapedRequest
{
    /// <summary>The members of each operation that a service claims, down to those below structures that it acts on in part.</summary>
    public static IEnumerable<(string Path, IReadOnlyList<ShapeMember> Members, bool IsActed)> Members(
        Shape input,
        ActedMembers acted
    ) => Members(input, acted, "", []);

    static IEnumerable<(string, IReadOnlyList<ShapeMember>, bool)> Members(
        Shape shape,
        ActedMembers acted,
        string prefix,
        IReadOnlyList<ShapeMember> above
    )
    {
        foreach (var member in shape.Members)
        {
            IReadOnlyList<ShapeMember> members = [.. above, member];
            var isActed = acted.Members.TryGetValue(member.Name, out var below);
            yield return (prefix + member.Name, members, isActed);
            if (below is not { IsWhole: false })
                continue;
            foreach (var found in Members(Item(member.Shape), below, prefix + member.Name + ".", members))
                yield return found;
        }
    }

    /// <summary>A JSON body with the value at the end of the members.</summary>
    public static JsonObject Json(IReadOnlyList<ShapeMember> members, JsonNode value)
    {
        var node = value;
        foreach (var member in members.Reverse())
        {
            if (member != members[^1])
                node = Wrapped(member.Shape, node);
            node = new JsonObject { [member.WireName] = node };
        }
        return (JsonObject)node;
    }

    /// <summary>A value of the shape that asks for something.</summary>
    public static JsonNode Sample(Shape shape, int depth = 0) =>
        shape.Kind switch
        {
            ShapeKind.Structure when depth > 6 => new JsonObject(),
            ShapeKind.Structure => new JsonObject(
                shape
                    .Members.Take(1)
                    .Select(member => KeyValuePair.Create(member.WireName, (JsonNode?)Sample(member.Shape, depth + 1)))
            ),
            ShapeKind.List => new JsonArray(Sample(shape.Item!.Shape, depth + 1)),
            ShapeKind.Map => new JsonObject { ["a"] = Sample(shape.Item!.Shape, depth + 1) },
            ShapeKind.Number or ShapeKind.Time => JsonValue.Create(1),
            ShapeKind.Boolean => JsonValue.Create(true),
            ShapeKind.Blob => JsonValue.Create("eA=="),
            _ => JsonValue.Create(shape.Choices.Count > 0 ? shape.Choices[0] : "x"),
        };

    /// <summary>A JSON body's members as a form, named as the Query protocol and EC2's name them.</summary>
    public static string Form(JsonObject body, Shape shape) =>
        string.Join('&', Pairs(body, shape, "").Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));

    static IEnumerable<(string Name, string Value)> Pairs(JsonNode node, Shape shape, string name) =>
        node switch
        {
            JsonObject entries when shape.Kind is ShapeKind.Map => entries.SelectMany(entry =>
                Pairs(entry.Value!, shape.Item!.Shape, $"{name}.entry.1.{shape.Item.WireName}")
                    .Prepend(($"{name}.entry.1.{shape.Key!.WireName}", entry.Key))
            ),
            JsonObject members => members.SelectMany(member =>
            {
                var found = shape.Members.First(known => known.WireName == member.Key);
                return Pairs(member.Value!, found.Shape, name.Length == 0 ? member.Key : $"{name}.{member.Key}");
            }),
            JsonArray items => items.SelectMany(
                (item, index) =>
                    Pairs(
                        item!,
                        shape.Item!.Shape,
                        shape.IsFlattened ? $"{name}.{index + 1}" : $"{name}.{shape.Item.WireName}.{index + 1}"
                    )
            ),
            _ => [(name, node.ToString())],
        };

    static Shape Item(Shape shape) => shape.Kind is ShapeKind.List ? Item(shape.Item!.Shape) : shape;

    static JsonNode Wrapped(Shape shape, JsonNode node) => shape.Kind is ShapeKind.List ? new JsonArray(node) : node;
}
