using System.Text.Json;
using System.Text.Json.Nodes;
using AwsCatalog.Permissions;

namespace AwsCatalog.Schemas;

/// <summary>
/// A resource type: what its resources may and must have, what a change of them does, and what its handlers ask their service for.
/// </summary>
/// <remarks>CloudFormation CLI User Guide, "Resource type definition schema"; each handler is the list of its permissions.</remarks>
public sealed class ResourceSchema
{
    readonly JsonElement _root;
    readonly HashSet<string> _attributes;

    ResourceSchema(JsonElement root)
    {
        _root = root;
        Name = root.GetProperty("typeName").GetString()!;
        Properties = root.GetProperty("properties")
            .EnumerateObject()
            .Select(property => property.Name)
            .ToHashSet(StringComparer.Ordinal);
        Required = [.. Texts("required")];
        ReadOnly = Paths("readOnlyProperties");
        CreateOnly = [.. Paths("createOnlyProperties"), .. KnownReplacements.Of(Name)];
        ConditionalCreateOnly = Paths("conditionalCreateOnlyProperties");
        PrimaryIdentifier = Paths("primaryIdentifier");
        DeclaresPermissions =
            root.TryGetProperty("handlers", out var handlers)
            && handlers.EnumerateObject().Any(handler => handler.Value.GetArrayLength() > 0);
        _attributes = ReadOnly.Select(path => path.ToString()).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>AWS::Service::Resource.</summary>
    public string Name { get; }

    /// <summary>All that a resource has, the read-only properties among them.</summary>
    public IReadOnlySet<string> Properties { get; }

    public IReadOnlyList<string> Required { get; }

    /// <summary>What only the service sets: the attributes of Fn::GetAtt.</summary>
    public IReadOnlyList<PropertyPath> ReadOnly { get; }

    /// <summary>A change of them replaces the resource.</summary>
    public IReadOnlyList<PropertyPath> CreateOnly { get; }

    /// <summary>A change of them may replace the resource.</summary>
    public IReadOnlyList<PropertyPath> ConditionalCreateOnly { get; }

    /// <summary>What tells one resource from the others.</summary>
    public IReadOnlyList<PropertyPath> PrimaryIdentifier { get; }

    /// <summary>
    /// What Ref gives, between them | where they are several: what is known of the type, else its identifier. Of an identifier
    /// that only the service knows and what the resource belongs to, it is the former.
    /// </summary>
    public IReadOnlyList<PropertyPath> Reference =>
        IdentifierFacts.ReferenceOf(Name) is { } known
            ? [.. known.Split('|').Select(name => new PropertyPath($"/properties/{name}"))]
        : PrimaryIdentifier.FirstOrDefault(IsReadOnly) is { } own ? [own]
        : PrimaryIdentifier;

    /// <summary>
    /// The property by which a template names a resource: the identifier itself where a template sets it, else a property of the
    /// resource's name that cannot be changed; null where the service alone names its resources.
    /// </summary>
    public string? NameProperty
    {
        get
        {
            var own = PrimaryIdentifier[^1];
            var isGiven = !own.IsNested && !IsReadOnly(own);
            // What stands beside an identifier of the service's own is what the resource is in, or of: a service's cluster.
            if (isGiven && !PrimaryIdentifier.Any(IsReadOnly))
                return own.Property;
            var kind = $"{Name.Split("::")[^1]}Name";
            return CreateOnly.Select(path => path.ToString()).FirstOrDefault(name => name == kind || name == "Name")
                ?? (isGiven ? own.Property : null);
        }
    }

    bool IsReadOnly(PropertyPath path) => ReadOnly.Any(other => other.Pointer == path.Pointer);

    /// <summary>The property that holds the tags; null where there is none.</summary>
    public string? TagProperty =>
        _root.TryGetProperty("tagging", out var tagging)
        && (!tagging.TryGetProperty("taggable", out var taggable) || taggable.ValueKind != JsonValueKind.False)
            ? Properties.Contains(TagPropertyOf(tagging))
                ? TagPropertyOf(tagging)
                : null
            : Properties.Contains("Tags")
                ? "Tags"
                : null;

    /// <summary>Whether the schema says what the handlers ask for.</summary>
    public bool DeclaresPermissions { get; }

    /// <summary>
    /// What a handler (create, read, update or delete) may ask its service for, whatever the resource has; of the types whose
    /// schemas do not say it, what is certain.
    /// </summary>
    public IReadOnlyList<string> PermissionsOf(string handler) =>
        DeclaresPermissions
            ? _root.GetProperty("handlers").TryGetProperty(handler, out var permissions)
                ? [.. permissions.EnumerateArray().Select(permission => permission.GetString()!)]
                : []
            : UndeclaredPermissions.Of(Name, handler);

    /// <summary>
    /// Whether Fn::GetAtt may ask for it: a read-only property or any other: some older types tell all of theirs.
    /// </summary>
    public bool HasAttribute(string attribute) => _attributes.Contains(attribute) || ShapeOf(attribute) is not null;

    /// <summary>What an attribute or property is: string, integer, number, boolean, array or object; null where the type has none of that path.</summary>
    public string? ShapeOf(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        JsonElement? schema = _root;
        foreach (var segment in path.Split('.'))
            schema = schema is { } parent ? Member(parent, segment) : null;
        return schema is not { } found ? null
            : Resolve(found).TryGetProperty("type", out var type)
                ? type.ValueKind == JsonValueKind.String ? type.GetString()
                    : "string"
            : "object";
    }

    /// <summary>The pattern that values of a property have to match; null where there is none.</summary>
    public string? PatternOf(string property)
    {
        var found = Member(_root, property);
        return found is { } schema && Resolve(schema).TryGetProperty("pattern", out var pattern)
            ? pattern.GetString()
            : null;
    }

    /// <summary>Whether a text is one that a property or attribute may have, as far as its pattern says.</summary>
    public bool Fits(string property, string text) =>
        PatternOf(property) is not { } pattern || Validations.SchemaPattern.IsMatch(pattern, text);

    /// <summary>How long texts of a property may be; null where the schema does not say.</summary>
    public int? LongestOf(string property)
    {
        var found = Member(_root, property);
        return
            found is { } schema
            && Resolve(schema).TryGetProperty("maxLength", out var longest)
            && longest.TryGetInt32(out var number)
            ? number
            : null;
    }

    /// <summary>What is wrong with a resource's properties; nothing where that is not certain.</summary>
    /// <param name="properties">Functions resolved.</param>
    /// <param name="isUnknown">Whether a value is not known yet.</param>
    public IReadOnlyList<PropertyFault> FaultsOf(JsonObject properties, Func<JsonNode, bool> isUnknown) =>
        new Validations.SchemaValidator(this, _root, isUnknown).Check(properties);

    /// <summary>The schema itself, in the format of the CloudFormation CLI.</summary>
    internal JsonElement Root => _root;

    internal static ResourceSchema Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return new(document.RootElement.Clone());
    }

    /// <summary>Follows references to definitions.</summary>
    internal JsonElement Resolve(JsonElement schema)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("$ref", out var reference))
                return schema;
            var target = _root;
            foreach (var segment in reference.GetString()!.Split('/').Skip(1))
                if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(segment, out target))
                    return default;
            schema = target;
        }
        return schema;
    }

    JsonElement? Member(JsonElement parent, string name)
    {
        var schema = Resolve(parent);
        return
            schema.ValueKind == JsonValueKind.Object
            && schema.TryGetProperty("properties", out var properties)
            && properties.TryGetProperty(name, out var member)
            ? member
            : null;
    }

    static string TagPropertyOf(JsonElement tagging) =>
        tagging.TryGetProperty("tagProperty", out var pointer)
            ? new PropertyPath(pointer.GetString()!).Property
            : "Tags";

    IReadOnlyList<PropertyPath> Paths(string name) => [.. Texts(name).Select(pointer => new PropertyPath(pointer))];

    IEnumerable<string> Texts(string name) =>
        _root.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(item => item.GetString()!) : [];
}
