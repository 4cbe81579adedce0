using System.Globalization;
using LocalAws.Protocol;

namespace LocalAws.Shapes;

/// <summary>Reads what a form gives: names with dots, lists as Name.member.1, in EC2 and flattened ones as Name.1.</summary>
static class QueryRequestValues
{
    static readonly string[] _ofProtocol = ["Action", "Version"];

    public static Given.Structure Read(QueryPairs form, Shape shape)
    {
        var root = new Node();
        foreach (var (key, value) in form)
        {
            if (_ofProtocol.Contains(key) || key.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase))
                continue;
            var node = root;
            foreach (var part in key.Split('.'))
            {
                if (!node.Children.TryGetValue(part, out var child))
                    node.Children[part] = child = new Node();
                node = child;
            }
            node.Value ??= value;
        }
        return Structure(root, shape);
    }

    static Given.Structure Structure(Node node, Shape shape)
    {
        var found = new List<(ShapeMember, Given)>();
        var unknown = new List<string>();
        foreach (var (name, child) in node.Children)
        {
            var member = shape.Members.FirstOrDefault(member => member.WireName == name);
            if (member is null)
                unknown.Add(name);
            else
                found.Add((member, Value(child, member.Shape, member.IsFlattened)));
        }
        return new(found) { Unknown = unknown };
    }

    static Given Value(Node node, Shape shape, bool isFlattened) =>
        shape.Kind switch
        {
            ShapeKind.Structure => Structure(node, shape),
            ShapeKind.List => new Given.List([
                .. Numbered(isFlattened || shape.IsFlattened ? node : node.Child(shape.Item!.WireName))
                    .Select(item => Value(item, shape.Item!.Shape, isFlattened: false)),
            ]),
            ShapeKind.Map => new Given.Map([
                .. Numbered(isFlattened || shape.IsFlattened ? node : node.Child("entry"))
                    .Select(entry =>
                        KeyValuePair.Create(
                            entry.Child(shape.Key!.WireName)?.Value ?? "",
                            Value(entry.Child(shape.Item!.WireName) ?? new(), shape.Item!.Shape, isFlattened: false)
                        )
                    ),
            ]),
            _ => new Given.Text(node.Value ?? ""),
        };

    static IEnumerable<Node> Numbered(Node? node) =>
        from child in node?.Children ?? []
        let index = int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0
        where index > 0
        orderby index
        select child.Value;

    sealed class Node
    {
        public string? Value { get; set; }

        public Dictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public Node? Child(string name) => Children.GetValueOrDefault(name);
    }
}
