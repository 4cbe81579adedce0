using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalAws.Protocol;
using LocalAws.Shapes;

namespace LocalAws.Sqs;

/// <summary>
/// The Query protocol of SQS, which clients before 2023 speak: the same members under other names, as the examples of the API
/// Reference show them. A form becomes the body that JSON has, and an answer in JSON becomes XML.
/// </summary>
static class SqsQuery
{
    static readonly XNamespace _namespace = "http://queue.amazonaws.com/doc/2012-11-05/";

    /// <summary>Members that are lists or maps: their names in forms and answers, and of maps those of key and value.</summary>
    static readonly Dictionary<string, (string Name, string? Key, string? Value)> _members = new(StringComparer.Ordinal)
    {
        ["Attributes"] = ("Attribute", "Name", "Value"),
        ["MessageAttributes"] = ("MessageAttribute", "Name", "Value"),
        ["MessageSystemAttributes"] = ("MessageSystemAttribute", "Name", "Value"),
        ["tags"] = ("Tag", "Key", "Value"),
        ["Tags"] = ("Tag", "Key", "Value"),
        ["AttributeNames"] = ("AttributeName", null, null),
        ["MessageAttributeNames"] = ("MessageAttributeName", null, null),
        ["MessageSystemAttributeNames"] = ("MessageSystemAttributeName", null, null),
        ["TagKeys"] = ("TagKey", null, null),
        ["AWSAccountIds"] = ("AWSAccountId", null, null),
        ["Actions"] = ("ActionName", null, null),
        ["QueueUrls"] = ("QueueUrl", null, null),
        ["queueUrls"] = ("QueueUrl", null, null),
        ["Messages"] = ("Message", null, null),
    };

    public static async Task HandleAsync(
        AwsRequest request,
        IReadOnlyDictionary<string, JsonOperation> operations,
        CancellationToken cancellationToken
    )
    {
        var form = QueryService.Parameters(request);
        var action = form["Action"] ?? throw new AwsException("MissingAction", "The request must contain an action.");
        if (!operations.TryGetValue(action, out var operation))
            throw new AwsException("InvalidAction", $"The action {action} is not valid for this endpoint.", 400);
        var input = ServiceShapes.Of("sqs")!.Find(action)!.Input!;
        var body = Structure(Tree(form), input, action);
        if (input.Members.Any(member => member.Name == "QueueUrl") && body["QueueUrl"] is null)
            body["QueueUrl"] = request.Raw.Path;
        using var document = JsonDocument.Parse(body.ToJsonString());
        request = RequestGuard.Checked(request, action, shape => JsonRequestValues.Read(document.RootElement, shape));
        var answer = await operation(request, document.RootElement, cancellationToken);
        await XmlAnswer.WriteAsync(
            request.Http,
            200,
            new XElement(
                _namespace + (action + "Response"),
                answer is null ? null : new XElement(_namespace + (action + "Result"), Elements(answer, action)),
                new XElement(_namespace + "ResponseMetadata", new XElement(_namespace + "RequestId", request.RequestId))
            )
        );
    }

    static JsonObject Structure(Node node, Shape shape, string action)
    {
        var found = new JsonObject();
        foreach (var member in shape.Members)
        {
            if (node.Find(NameOf(member.Name, action)) is { } given)
                found[member.Name] = Value(given, member.Shape, member.Name, action);
        }
        return found;
    }

    static JsonNode? Value(Node node, Shape shape, string name, string action) =>
        shape.Kind switch
        {
            ShapeKind.Structure => Structure(node, shape, action),
            ShapeKind.List => new JsonArray([
                .. node.Numbered().Select(item => Value(item, shape.Item!.Shape, name, action)),
            ]),
            ShapeKind.Map => Map(node, shape, name, action),
            ShapeKind.Number => long.TryParse(node.Text, CultureInfo.InvariantCulture, out var number)
                ? JsonValue.Create(number)
                : throw SqsFailures.Invalid(node.Text, name, "Must be a number."),
            _ => JsonValue.Create(node.Text ?? ""),
        };

    static JsonObject Map(Node node, Shape shape, string name, string action)
    {
        var (_, key, value) = _members[name];
        var map = new JsonObject();
        foreach (var entry in node.Numbered())
        {
            map[entry.Find(key!)?.Text ?? ""] = entry.Find(value!) is { } given
                ? Value(given, shape.Item!.Shape, name, action)
                : "";
        }
        return map;
    }

    static IEnumerable<XElement> Elements(JsonObject answer, string action) =>
        answer.SelectMany(member => Elements(member.Key, member.Value, action));

    static IEnumerable<XElement> Elements(string name, JsonNode? value, string action)
    {
        var element = _namespace + NameOf(name, action, isAnswer: true);
        return value switch
        {
            null => [],
            JsonArray items => items.Select(item => new XElement(element, Content(item, action))),
            JsonObject map when _members.TryGetValue(name, out var names) && names.Key is { } key => map.Select(
                entry => new XElement(
                    element,
                    new XElement(_namespace + key, entry.Key),
                    new XElement(_namespace + names.Value!, Content(entry.Value, action))
                )
            ),
            _ => [new XElement(element, Content(value, action))],
        };
    }

    static object? Content(JsonNode? value, string action) =>
        value is JsonObject structure ? Elements(structure, action) : value?.ToString();

    /// <summary>Entries and results of batches have the names of their operations.</summary>
    static string NameOf(string member, string action, bool isAnswer = false) =>
        (member, isAnswer) switch
        {
            ("Entries", _) => action + "RequestEntry",
            ("Successful", true) => action + "ResultEntry",
            ("Failed", true) => "BatchResultErrorEntry",
            _ => _members.TryGetValue(member, out var known) ? known.Name : member,
        };

    static Node Tree(QueryPairs form)
    {
        var root = new Node();
        foreach (var (key, value) in form)
        {
            var node = root;
            foreach (var part in key.Split('.'))
                node = node.Add(part);
            node.Text ??= value;
        }
        return root;
    }

    sealed class Node
    {
        readonly Dictionary<string, Node> _children = new(StringComparer.Ordinal);

        public string? Text { get; set; }

        public Node? Find(string name) => _children.GetValueOrDefault(name);

        public Node Add(string name)
        {
            if (!_children.TryGetValue(name, out var child))
                _children[name] = child = new();
            return child;
        }

        public IEnumerable<Node> Numbered() =>
            from child in _children
            let index = int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : 0
            where index > 0
            orderby index
            select child.Value;
    }
}
