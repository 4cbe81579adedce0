using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Values;

namespace Serverless.Resources;

/// <summary>
/// The properties of SAM's resource types and event types: names, which are required, which are of a certain kind. Read from
/// serverless-properties.txt, a type a line: a name with "!" where required and ":kind" where the kind matters, "=" behind it
/// where no call of a function may stand for it.
/// </summary>
static class PropertyTable
{
    static readonly Lazy<FrozenDictionary<string, FrozenDictionary<string, Property>>> _types = new(Read);

    sealed record Property(bool IsRequired, string Kind);

    public static bool Has(string type) => _types.Value.ContainsKey(type);

    /// <summary>Tells every property that the type does not have (an empty reason), lacks or has of another kind.</summary>
    public static void Check(string type, JsonObject given, Action<string, string> tell)
    {
        var known = _types.Value[type];
        foreach (var (name, _) in given)
            if (!known.ContainsKey(name) && name != Internal)
                tell(name, "");
        foreach (var (name, property) in known)
        {
            if (!given.TryGetPropertyValue(name, out var value) || value is null)
            {
                if (property.IsRequired)
                    tell(name, $"Missing required property '{name}'.");
            }
            else if (!IsOf(property.Kind, value))
            {
                tell(
                    name,
                    property.Kind switch
                    {
                        "map" => $"Property '{name}' should be a map.",
                        "text" => $"Property '{name}' should be a string.",
                        _ => $"Type of property '{name}' is invalid.",
                    }
                );
            }
        }
    }

    /// <summary>The mark of APIs whose document SAM writes.</summary>
    public const string Internal = "__MANAGE_SWAGGER";

    static bool IsOf(string kind, JsonNode value) =>
        (!kind.EndsWith('=') && value is JsonObject { Count: 1 })
        || kind.TrimEnd('=') switch
        {
            "map" => value is JsonObject,
            "list" => value is JsonArray,
            "text" => value.GetValueKind() is JsonValueKind.String,
            "texts" => value.AsList().All(one => one.Text() is not null),
            "flag" => value.Flag() is not null,
            "int" => value.IsNumber(),
            _ => true,
        };

    static FrozenDictionary<string, FrozenDictionary<string, Property>> Read() =>
        Embedded
            .Lines("serverless-properties.txt")
            .Select(line => line.Split(' '))
            .ToFrozenDictionary(
                parts => parts[0],
                parts =>
                    parts
                        .Skip(1)
                        .Select(part => part.Split(':'))
                        .ToFrozenDictionary(
                            part => part[0].TrimEnd('!'),
                            part => new Property(part[0].EndsWith('!'), part.Length > 1 ? part[1] : "any"),
                            StringComparer.Ordinal
                        ),
                StringComparer.Ordinal
            );
}
