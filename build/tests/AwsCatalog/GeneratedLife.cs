using System.Text.Json.Nodes;
using AwsCatalog.Schemas;

namespace Build.Tests.AwsCatalog;

/// <summary>
/// The stages of a resource's life, made of its type's schema: created, changed in place, perhaps to be replaced, replaced. A
/// stage that the type does not have is the one before.
/// </summary>
sealed class GeneratedLife
{
    /// <summary>Of which an account has one at a time: no successor can be made beside it.</summary>
    static readonly string[] Singletons = ["AWS::S3::AccessGrantsInstance"];

    readonly ResourceSchema _schema;
    readonly JsonObject _first;
    readonly MinimalResource _usual;
    readonly MinimalResource _other;

    GeneratedLife(ResourceSchema schema)
    {
        _schema = schema;
        (_usual, _other) = (new(schema.Root), new(schema.Root, isOther: true));
        _first = Least(schema);
        Updated = Changeable(UpdatableNames());
        Doubtful = Changeable(
            NamesOf(schema.ConditionalCreateOnly).Except(schema.CreateOnly.Select(path => path.Property))
        );
        Replaced = Singletons.Contains(schema.Name) ? null : Changeable(ReplacingNames());
    }

    public static GeneratedLife Of(string type) => new(SchemaCatalog.Find(type)!);

    /// <summary>The property that is changed in place; null where none is.</summary>
    public string? Updated { get; }

    /// <summary>The property whose change may replace the resource.</summary>
    public string? Doubtful { get; }

    /// <summary>The property whose change replaces the resource.</summary>
    public string? Replaced { get; }

    public JsonObject Created => With();

    public JsonObject Changed => With(Updated);

    public JsonObject Unsure => With(Updated, Doubtful);

    public JsonObject Successor => With(Updated, Replaced);

    /// <summary>The least that the schema takes.</summary>
    public static JsonObject Least(ResourceSchema schema)
    {
        var properties = new MinimalResource(schema.Root).Properties();
        foreach (var path in schema.ReadOnly.Where(path => !schema.Required.Contains(path.Property)))
            properties.Remove(path.Property);
        return properties;
    }

    public static IReadOnlyList<PropertyFault> FaultsOf(ResourceSchema schema, JsonObject properties) =>
        schema.FaultsOf(
            properties,
            value => value is JsonValue && value.ToString().Contains("10ca1a35", StringComparison.Ordinal)
        );

    /// <summary>The first of the names whose two values differ and are both taken by the schema, beside what was chosen before.</summary>
    string? Changeable(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (_usual.Value(name) is not { } one || _other.Value(name) is not { } two)
                continue;
            if (JsonNode.DeepEquals(one, two) || Faulty(name, one) || Faulty(name, two))
                continue;
            _first[name] = one;
            return name;
        }
        return null;

        bool Faulty(string name, JsonNode value)
        {
            var properties = (JsonObject)_first.DeepClone();
            properties[name] = value.DeepClone();
            return FaultsOf(_schema, properties).Count > 0;
        }
    }

    JsonObject With(params string?[] changed)
    {
        var properties = (JsonObject)_first.DeepClone();
        foreach (var name in changed.OfType<string>())
            properties[name] = _other.Value(name);
        return properties;
    }

    IEnumerable<string> UpdatableNames() =>
        _schema
            .Properties.Except(
                _schema
                    .CreateOnly.Concat(_schema.ConditionalCreateOnly)
                    .Concat(_schema.ReadOnly)
                    .Concat(_schema.PrimaryIdentifier)
                    .Select(path => path.Property)
            )
            .Where(name => name != _schema.NameProperty && name != _schema.TagProperty)
            .Order(StringComparer.Ordinal);

    /// <summary>What is named by its template is replaced under another name only.</summary>
    IEnumerable<string> ReplacingNames()
    {
        var replacing = NamesOf(_schema.CreateOnly)
            .Except(NamesOf(_schema.ReadOnly.Where(path => !_schema.Required.Contains(path.Property))))
            .Order(StringComparer.Ordinal);
        return _schema.NameProperty is { } name && _first.ContainsKey(name)
            ? replacing.Where(other => other == name)
            : replacing;
    }

    static IEnumerable<string> NamesOf(IEnumerable<PropertyPath> paths) =>
        paths.Where(path => !path.IsNested).Select(path => path.Property).Distinct();
}
