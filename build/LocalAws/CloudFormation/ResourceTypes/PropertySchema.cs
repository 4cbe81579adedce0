using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>What a change of a property does to its resource.</summary>
public enum Replacement
{
    Never,
    Conditionally,
    Always,
}

/// <summary>The properties and attributes of a resource type.</summary>
public sealed class PropertySchema
{
    readonly Dictionary<string, Replacement> _properties = new(StringComparer.Ordinal);
    readonly List<string> _required = [];

    /// <summary>
    /// Properties by name, separated by blanks: "!" behind the name where a change replaces the resource, "?" where it may,
    /// "*" in front where the property is required.
    /// </summary>
    public PropertySchema(string properties, string attributes = "")
    {
        foreach (var entry in properties.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = entry.Trim('*', '!', '?');
            _properties[name] = entry[^1] switch
            {
                '!' => Replacement.Always,
                '?' => Replacement.Conditionally,
                _ => Replacement.Never,
            };
            if (entry[0] == '*')
                _required.Add(name);
        }

        Attributes = attributes.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What Fn::GetAtt may ask for.</summary>
    public IReadOnlySet<string> Attributes { get; }

    public bool HasTags => _properties.ContainsKey("Tags");

    public Replacement ReplacementFor(string property) => _properties.GetValueOrDefault(property);

    /// <summary>What is wrong with a resource's properties: those that the type does not have, and those that lack.</summary>
    public IReadOnlyList<PropertyFault> FaultsOf(JsonObject properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return
        [
            .. properties
                .Where(property => !_properties.ContainsKey(property.Key))
                .Select(property => new PropertyFault(property.Key, IsMissing: false)),
            .. _required
                .Where(name => !properties.ContainsKey(name))
                .Select(name => new PropertyFault(name, IsMissing: true)),
        ];
    }

    /// <summary>What is wrong with a resource's properties, as the resource provider says it; null when nothing is.</summary>
    public string? Violation(string logicalId, JsonObject properties)
    {
        var all = string.Join('\n', FaultsOf(properties).Select(fault => fault.ProviderWords));
        return all.Length == 0 ? null : $"Properties validation failed for resource {logicalId} with message:\n{all}";
    }

    /// <summary>The properties whose values differ.</summary>
    public static IEnumerable<string> Changed(JsonObject before, JsonObject after) =>
        before
            .Select(property => property.Key)
            .Union(after.Select(property => property.Key))
            .Where(name => !JsonValues.Same(before[name], after[name]));
}

/// <summary>A property that the type does not have, or one that it needs and that is missing.</summary>
public sealed record PropertyFault(string Property, bool IsMissing)
{
    /// <summary>As the resource provider says it.</summary>
    public string ProviderWords =>
        IsMissing ? $"#: required key [{Property}] not found" : $"#: extraneous key [{Property}] is not permitted";

    /// <summary>As early validation says it.</summary>
    public string Words =>
        IsMissing ? $"Required property [{Property}] not found" : $"Unsupported property [{Property}]";

    /// <summary>Where it is, below the path of the properties.</summary>
    public string At(string properties) => IsMissing ? properties : $"{properties}/{Property}";
}
