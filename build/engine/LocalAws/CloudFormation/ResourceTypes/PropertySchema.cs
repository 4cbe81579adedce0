using System.Text.Json.Nodes;
using AwsCatalog.Schemas;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>What a change of a property does to its resource.</summary>
public enum Replacement
{
    Never,
    Conditionally,
    Always,
}

/// <summary>The properties and attributes of a resource type: the catalogue's, and what is known better here.</summary>
public sealed class PropertySchema
{
    /// <summary>Of a type that the catalogue does not have: it takes anything.</summary>
    public static readonly PropertySchema Open = new("", "");

    readonly Lazy<ResourceSchema?> _schema;
    readonly HashSet<string> _more;

    PropertySchema(string type, string more)
    {
        _schema = new(() => SchemaCatalog.Find(type));
        _more = more.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The catalogue's; nothing is read before it is asked for something.</summary>
    /// <param name="type">Like AWS::SNS::Topic.</param>
    /// <param name="more">Properties that AWS takes though the catalogue does not have them.</param>
    public static PropertySchema Of(string type, string more = "") => new(type, more);

    /// <summary>What the catalogue has; null for a type that it does not have.</summary>
    public ResourceSchema? Described => _schema.Value;

    public string? TagProperty => Described?.TagProperty;

    public bool HasTags => TagProperty is not null;

    /// <summary>What Fn::GetAtt may ask for.</summary>
    public bool HasAttribute(string attribute) => Described?.HasAttribute(attribute) ?? false;

    /// <summary>What a change from one value to another does; nested properties may replace the resource where others beside them do not.</summary>
    public Replacement ReplacementFor(string property, JsonNode? before, JsonNode? after) =>
        Described is { } schema
            ? (Replacement)ChangeEffects.Of(schema, property, before, after, JsonValues.Same)
            : Replacement.Never;

    /// <summary>What is wrong with a resource's properties.</summary>
    public IReadOnlyList<PropertyFault> FaultsOf(JsonObject properties) =>
        [
            .. (Described?.FaultsOf(properties, IsUnknown) ?? []).Where(fault =>
                fault.Path.Length > 0 || fault.Property is not { } property || !_more.Contains(property)
            ),
        ];

    /// <summary>The properties whose values differ.</summary>
    public static IEnumerable<string> Changed(JsonObject before, JsonObject after) =>
        before
            .Select(property => property.Key)
            .Union(after.Select(property => property.Key))
            .Where(name => !JsonValues.Same(before[name], after[name]));

    /// <summary>What only the execution tells, and what only AWS would have told.</summary>
    static bool IsUnknown(JsonNode node) =>
        node is JsonValue value
        && value.AsText() is var text
        && (
            text.Contains(Unknown.Text, StringComparison.Ordinal)
            || text.Contains("{{resolve:", StringComparison.Ordinal)
            || GeneratedValues.IsIn(text)
        );
}
