using System.Collections.Frozen;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Connectors;

/// <summary>
/// Which types connectors connect and by which statements (connector-profiles.jsonl), and what is known of each type
/// (connector-resources.jsonl), a line each.
/// </summary>
static partial class ConnectorProfiles
{
    static readonly Lazy<FrozenDictionary<(string, string), JsonObject>> _profiles = new(() =>
        Read("connector-profiles.jsonl")
            .ToFrozenDictionary(line => (line["source"].Written(), line["destination"].Written()))
    );

    static readonly Lazy<FrozenDictionary<string, JsonObject>> _resources = new(() =>
        Read("connector-resources.jsonl").ToFrozenDictionary(line => line["type"].Written(), StringComparer.Ordinal)
    );

    static IEnumerable<JsonObject> Read(string name) =>
        Embedded.Lines(name).Select(line => (JsonObject)JsonNode.Parse(line)!);

    public static JsonObject? Find(string source, string destination) =>
        _profiles.Value.GetValueOrDefault((source, destination));

    /// <summary>What a resource of a type gives and has.</summary>
    public static JsonObject Resource(string type, string logicalId) =>
        _resources.Value.GetValueOrDefault(type) is { } facts
            ? (JsonObject)Each(facts, text => text.Replace("%{logicalId}", logicalId, StringComparison.Ordinal))!
            : [];

    /// <summary>A category of a profile with the values of both ends.</summary>
    public static JsonNode? Fill(
        SourceResource connector,
        JsonNode? category,
        ConnectedResource source,
        ConnectedResource destination
    )
    {
        return Each(
            category,
            text =>
            {
                if (Variable().Match(text) is { Success: true } whole && whole.Length == text.Length)
                    return ValueOf(whole).DeepClone();
                var variables = new JsonObject();
                var filled = Variable()
                    .Replace(
                        text,
                        match =>
                        {
                            var name = match.Groups[1].Value + match.Groups[2].Value;
                            variables[name] = ValueOf(match).DeepClone();
                            return $"${{{name}}}";
                        }
                    );
                return filled.Contains("${", StringComparison.Ordinal) ? Calls.Sub(filled, variables) : text;
            }
        );

        JsonNode ValueOf(Match match)
        {
            var (side, name) = (match.Groups[1].Value, match.Groups[2].Value);
            return (side == "Source" ? source : destination).Value(name)
                ?? throw connector.Error($"{side}.{name} is missing.");
        }
    }

    static JsonNode? Each(JsonNode? node, Func<string, JsonNode?> convert) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.Select(entry => KeyValuePair.Create(entry.Key, Each(entry.Value, convert)))
            ),
            JsonArray list => new JsonArray([.. list.Select(item => Each(item, convert))]),
            _ when node.Text() is { } text => convert(text),
            _ => node.Copy(),
        };

    [GeneratedRegex(@"%\{(Source|Destination)\.([A-Za-z]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
