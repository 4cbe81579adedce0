using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using AwsCatalog.Archives;

namespace Renewal;

/// <summary>Makes the archive of the resource types from the zip with the schemas of a region.</summary>
/// <remarks>CloudFormation User Guide, "Resource type schemas": https://schema.cloudformation.us-east-1.amazonaws.com/CloudformationSchema.zip.</remarks>
static class ResourceTypes
{
    /// <summary>What neither validation nor permissions need.</summary>
    static readonly HashSet<string> Unused = new(StringComparer.Ordinal)
    {
        "$comment",
        "$id",
        "$schema",
        "additionalIdentifiers",
        "arrayType",
        "default",
        "deprecatedProperties",
        "description",
        "documentationUrl",
        "examples",
        "format",
        "insertionOrder",
        "nonPublicDefinitions",
        "nonPublicProperties",
        "propertyTransform",
        "relationshipRef",
        "replacementStrategy",
        "resourceLink",
        "sourceUrl",
        "taggable",
        "title",
        "typeConfiguration",
    };

    /// <summary>Members of these have names of their own.</summary>
    static readonly HashSet<string> Maps = new(StringComparer.Ordinal)
    {
        "definitions",
        "dependencies",
        "patternProperties",
        "properties",
    };

    public static async Task<int> RenewAsync(HttpClient client, Uri zip, string target, TextWriter output)
    {
        var (bytes, date) = await Downloads.GetAsync(client, zip);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var archive = new ZipArchive(new MemoryStream(bytes));
        foreach (var entry in archive.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.Ordinal)))
        {
            await using var stream = await entry.OpenAsync();
            var schema = (JsonObject)(await JsonNode.ParseAsync(stream))!;
            texts[schema["typeName"]!.GetValue<string>()] = Trim(schema).ToJsonString(JsonSerializerOptions.Web);
        }
        var written = TextArchive.Write(date, texts);
        await File.WriteAllBytesAsync(target, written);
        await output.WriteLineAsync($"{texts.Count} resource types of {date:yyyy-MM-dd}, {written.Length} bytes");
        return 0;
    }

    static JsonObject Trim(JsonObject schema)
    {
        var trimmed = (JsonObject)Without(schema, isMap: false)!;
        if (trimmed["handlers"] is JsonObject handlers)
        {
            handlers.Remove("list");
            foreach (var (name, handler) in handlers.ToList())
                handlers[name] = handler?["permissions"]?.DeepClone() ?? new JsonArray();
        }
        if (schema["tagging"]?["taggable"] is { } taggable)
            trimmed["tagging"]!["taggable"] = taggable.DeepClone();
        if (trimmed["tagging"] is JsonObject tagging)
            foreach (var (name, _) in tagging.ToList())
                if (name is not ("taggable" or "tagProperty"))
                    tagging.Remove(name);
        return trimmed;
    }

    static JsonNode? Without(JsonNode? node, bool isMap) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.Where(member => isMap || !Unused.Contains(member.Key))
                    .OrderBy(member => member.Key, StringComparer.Ordinal)
                    .Select(member =>
                        KeyValuePair.Create(member.Key, Without(member.Value, !isMap && Maps.Contains(member.Key)))
                    )
            ),
            JsonArray list => new JsonArray([.. list.Select(item => Without(item, isMap: false))]),
            JsonValue value => value.DeepClone(),
            _ => null,
        };
}
