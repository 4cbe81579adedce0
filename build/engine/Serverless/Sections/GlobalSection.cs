using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Sections;

/// <summary>
/// The section Globals: properties that every resource of a type has; maps are merged, lists added to, all else replaced
/// (AWS SAM Developer Guide, "Globals section of the AWS SAM template").
/// </summary>
static class GlobalSection
{
    const string Prefix = "AWS::Serverless::";

    static readonly Lazy<FrozenDictionary<string, string[]>> _supported = new(() =>
        Embedded
            .Lines("serverless-globals.txt")
            .Select(line => line.Split(' '))
            .ToFrozenDictionary(parts => parts[0], parts => parts[1..], StringComparer.Ordinal)
    );

    /// <summary>Gives the resources what the section has for them, and takes the section away.</summary>
    public static void Apply(JsonObject template)
    {
        var section = template["Globals"];
        template.Remove("Globals");
        if (section is null)
            return;
        Check(section);
        foreach (var (id, node) in (JsonObject)template["Resources"]!)
            if (
                node is JsonObject resource
                && resource["Type"].Text() is { } type
                && type.StartsWith(Prefix, StringComparison.Ordinal)
                && ((JsonObject)section)[type[Prefix.Length..]] is JsonObject globals
            )
                resource["Properties"] = Merged(
                    Kept(id, globals, resource["IgnoreGlobals"]),
                    resource["Properties"] ?? new JsonObject()
                );
    }

    static void Check(JsonNode section)
    {
        if (section is not JsonObject map)
            throw Invalid("It must be a non-empty dictionary");
        foreach (var (name, properties) in map)
        {
            if (!_supported.Value.TryGetValue(name, out var supported))
                throw Invalid(
                    $"'{name}' is not supported. Must be one of the following values - {Quoted(_supported.Value.Keys.Order(StringComparer.Ordinal))}"
                );
            if (properties is not JsonObject given)
                throw Invalid("Value of ${section} must be a dictionary");
            foreach (var (property, _) in given)
                if (!supported.Contains(property))
                    throw Invalid(
                        $"'{property}' is not a supported property of '{name}'. Must be one of the following values - {Quoted(supported)}"
                    );
        }
    }

    static string Quoted(IEnumerable<string> names) => $"[{string.Join(", ", names.Select(name => $"'{name}'"))}]";

    static SpecificationException Invalid(string reason) => new($"'Globals' section is invalid. {reason}");

    static JsonObject Kept(string id, JsonObject globals, JsonNode? ignored)
    {
        const string attribute = "invalid resource attribute 'IgnoreGlobals'";
        if (!ignored.IsGiven())
            return globals;
        if (ignored.Text() == "*")
            return [];
        if (ignored is not JsonArray names)
            throw SpecificationException.Resource(id, $"Resource {id} has {attribute}.");
        var kept = (JsonObject)globals.DeepClone();
        foreach (var name in names.Select(name => name.Written()))
            if (!kept.Remove(name))
                throw SpecificationException.Resource(id, $"Resource {id} has {attribute} on item '{name}'.");
        return kept;
    }

    static JsonNode? Merged(JsonNode? global, JsonNode? local) =>
        (global, local) switch
        {
            (JsonObject all, JsonObject own) when !all.IsCall() && !own.IsCall() => MergedMaps(all, own),
            (JsonArray all, JsonArray own) => Nodes.ListOf([.. all, .. own]),
            _ => local?.DeepClone(),
        };

    static JsonObject MergedMaps(JsonObject global, JsonObject local)
    {
        var merged = (JsonObject)global.DeepClone();
        foreach (var (name, value) in local)
            merged[name] = global.ContainsKey(name) ? Merged(global[name], value) : value?.DeepClone();
        return merged;
    }
}
