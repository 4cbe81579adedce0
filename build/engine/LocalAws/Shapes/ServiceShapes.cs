using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LocalAws.Shapes;

/// <summary>
/// What the operations of a service take, from the services' models (`../Renewal` makes the data). A service is read when it
/// is first called, and a shape when it is first needed.
/// </summary>
public sealed class ServiceShapes
{
    const string Archive = "operation-shapes.bin";
    static readonly ConcurrentDictionary<string, ServiceShapes?> _services = new(StringComparer.Ordinal);
    readonly JsonElement _operations;
    readonly JsonElement _shapes;
    readonly bool _isEc2;
    readonly ConcurrentDictionary<string, OperationShape?> _read = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Shape> _readShapes = new(StringComparer.Ordinal);

    ServiceShapes(JsonElement root)
    {
        _operations = root.GetProperty("operations");
        _shapes = root.GetProperty("shapes");
        Protocol = root.GetProperty("protocol").GetString()!;
        Version = root.GetProperty("version").GetString()!;
        TargetPrefix = root.GetProperty("target").GetString();
        _isEc2 = Protocol == "ec2";
    }

    /// <summary>json, query, ec2, rest-xml or rest-json.</summary>
    public string Protocol { get; }

    /// <summary>The version of the API, a date.</summary>
    public string Version { get; }

    /// <summary>What X-Amz-Target begins with; null but in JSON.</summary>
    public string? TargetPrefix { get; }

    /// <summary>Every operation of the service.</summary>
    public IEnumerable<OperationShape> Operations =>
        _operations.EnumerateObject().Select(operation => Find(operation.Name)!);

    /// <summary>The service that signs so; null where there is no data of it.</summary>
    public static ServiceShapes? Of(string signingName) => _services.GetOrAdd(signingName, Read);

    /// <summary>What the operation takes; null where the service has none of that name.</summary>
    public OperationShape? Find(string operation) => _read.GetOrAdd(operation, ReadOperation);

    static ServiceShapes? Read(string service)
    {
        using var file = typeof(ServiceShapes).Assembly.GetManifestResourceStream(Archive)!;
        using var archive = new ZipArchive(file);
        if (archive.GetEntry(service + ".json") is not { } entry)
            return null;
        using var content = entry.Open();
        using var document = JsonDocument.Parse(content);
        return new(document.RootElement.Clone());
    }

    OperationShape? ReadOperation(string name)
    {
        if (!_operations.TryGetProperty(name, out var operation))
            return null;
        var input = operation.GetProperty("input").GetString();
        return new(
            name,
            operation.GetProperty("method").GetString() ?? "POST",
            operation.GetProperty("uri").GetString() ?? "/",
            input is null ? null : Shape(input)
        );
    }

    Shape Shape(string name) => _readShapes.GetOrAdd(name, ReadShape);

    Shape ReadShape(string name)
    {
        var data = _shapes.GetProperty(name);
        var kind = data.GetProperty("type").GetString() switch
        {
            "structure" => ShapeKind.Structure,
            "list" => ShapeKind.List,
            "map" => ShapeKind.Map,
            "boolean" => ShapeKind.Boolean,
            "blob" => ShapeKind.Blob,
            "timestamp" => ShapeKind.Time,
            "integer" or "long" or "float" or "double" => ShapeKind.Number,
            _ => ShapeKind.Text,
        };
        var pattern = data.TryGetProperty("pattern", out var written) ? written.GetString() : null;
        return new(name, kind)
        {
            Members = data.TryGetProperty("members", out var members)
                ? [.. members.EnumerateObject().Select(member => Member(member.Name, member.Value))]
                : [],
            Item =
                data.TryGetProperty("member", out var item) ? Member("member", item)
                : data.TryGetProperty("value", out var value) ? Member("value", value)
                : null,
            Key = data.TryGetProperty("key", out var key) ? Member("key", key) : null,
            Required = Texts(data, "required"),
            Least = Number(data, "min"),
            Most = Number(data, "max"),
            Pattern = pattern,
            Choices = Texts(data, "enum"),
            IsSensitive = Flag(data, "sensitive"),
            IsFlattened = Flag(data, "flattened") || (_isEc2 && kind == ShapeKind.List),
            Payload = data.TryGetProperty("payload", out var payload) ? payload.GetString() : null,
            Expression = new(() => pattern is null ? null : Expression(pattern)),
        };
    }

    ShapeMember Member(string name, JsonElement data)
    {
        var located = data.TryGetProperty("locationName", out var location) ? location.GetString() : null;
        var queried = data.TryGetProperty("queryName", out var query) ? query.GetString() : null;
        var wire = _isEc2 ? queried ?? Capitalized(located ?? name) : located ?? name;
        var shape = data.GetProperty("shape").GetString()!;
        return new(
            name,
            wire,
            data.TryGetProperty("location", out var at) ? at.GetString() : null,
            Flag(data, "flattened"),
            () => Shape(shape)
        );
    }

    /// <summary>Models are written for Java, whose classes are ASCII and whose ranges may go beyond the first plane.</summary>
    static Regex? Expression(string pattern)
    {
        var here = pattern.Replace(@"\ud800\udc00-\udbff\udfff", @"\ud800-\udfff", StringComparison.OrdinalIgnoreCase);
        var options = here.Contains(@"\p{", StringComparison.Ordinal)
            ? RegexOptions.CultureInvariant
            : RegexOptions.ECMAScript;
        try
        {
            return new($"^(?:{here})$(?!\\n)", options, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    static IReadOnlyList<string> Texts(JsonElement data, string name) =>
        data.TryGetProperty(name, out var texts) ? [.. texts.EnumerateArray().Select(text => text.GetString()!)] : [];

    static decimal? Number(JsonElement data, string name) =>
        data.TryGetProperty(name, out var number) && number.TryGetDecimal(out var value) ? value : null;

    static bool Flag(JsonElement data, string name) =>
        data.TryGetProperty(name, out var flag) && flag.ValueKind == JsonValueKind.True;

    static string Capitalized(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
