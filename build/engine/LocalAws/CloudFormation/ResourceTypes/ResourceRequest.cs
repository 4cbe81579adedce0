using System.Text.Json.Nodes;
using AwsCatalog.Names;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>What a resource type needs to know to create, change or delete one resource.</summary>
public sealed record ResourceRequest
{
    readonly Lazy<string> _suffix = new(() => PhysicalIds.Suffix(PhysicalIds.SuffixLength));

    public required AwsServices Services { get; init; }

    /// <summary>The execution role, or who deploys when the stack has none.</summary>
    public required Caller Caller { get; init; }
    public required Stack Stack { get; init; }
    public required string LogicalId { get; init; }

    /// <summary>The properties, every function and dynamic reference resolved.</summary>
    public required JsonObject Properties { get; init; }

    /// <summary>What exists already, for changes and deletions.</summary>
    public ResourceInstance? Existing { get; init; }

    /// <summary>Told the physical id of what is being created, by types whose creation goes on for long.</summary>
    public Action<string> Started { get; init; } = _ => { };

    /// <summary>The stack's tags as they shall be.</summary>
    public IReadOnlyList<Tag> StackTags { get; init; } = [];

    /// <summary>What a made-up name ends in: known before the creation acts, and the same each time it is asked for.</summary>
    public string Suffix
    {
        get => _suffix.Value;
        init => _suffix = new(value);
    }

    public string Account => Stack.Account;
    public string Region => Stack.Region;
    public string Partition => Partitions.Of(Stack.Region);
    public string PhysicalId => Existing?.PhysicalId ?? "";

    public string? Text(string property) => Properties.Text(property);

    public int? Number(string property) =>
        Text(property) is { } text
            ? int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new ResourceException($"#/{property}: expected type: Integer, found: String", "InvalidRequest")
            : null;

    public bool Flag(string property) => Text(property) is "true" or "True";

    public IReadOnlyList<string> Texts(string property) => [.. Properties[property].Texts()];

    public JsonObject? Map(string property) => Properties[property] as JsonObject;

    /// <summary>The document under a property, an object or JSON text, as JSON text.</summary>
    public string? Json(string property) => Properties[property].AsDocument();

    /// <summary>The name that the template gives, else a made-up one.</summary>
    public string NameFrom(string property, int maximum) => Text(property) ?? MadeUpName(maximum);

    /// <summary>The name that the template gives, else one that is made up as the type's are.</summary>
    public string NameFrom(string property, string type, int maximum) =>
        Text(property)
        ?? PhysicalIds.Create(GeneratedNames.StartOf(type, Stack.Name), LogicalId, maximum, Suffix).TrimStart('-');

    /// <summary>Stack, logical id and the suffix.</summary>
    public string MadeUpName(int maximum) => PhysicalIds.Create(Stack.Name, LogicalId, maximum, Suffix);

    /// <summary>The resource's tags over the stack's, and CloudFormation's own three.</summary>
    public IReadOnlyDictionary<string, string> Tags() =>
        new Dictionary<string, string>(UserTags(), StringComparer.Ordinal)
        {
            ["aws:cloudformation:stack-name"] = Stack.Name,
            ["aws:cloudformation:stack-id"] = Stack.Id,
            ["aws:cloudformation:logical-id"] = LogicalId,
        };

    /// <summary>The resource's tags over the stack's, for services that take no tags of CloudFormation's own.</summary>
    public IReadOnlyDictionary<string, string> UserTags()
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in StackTags)
            tags[tag.Key] = tag.Value;
        switch (Properties["Tags"])
        {
            case JsonArray list:
                foreach (var tag in list.OfType<JsonObject>())
                    tags[tag.Text("Key") ?? ""] = tag.Text("Value") ?? "";
                break;
            case JsonObject map:
                foreach (var (key, value) in map)
                    tags[key] = value?.AsText() ?? "";
                break;
            default:
                break;
        }

        return tags;
    }
}
