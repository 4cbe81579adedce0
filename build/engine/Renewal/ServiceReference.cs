using System.Text.Json;
using System.Text.Json.Nodes;
using AwsCatalog.Archives;

namespace Renewal;

/// <summary>Makes the archive of IAM's actions from the Service Authorization Reference.</summary>
/// <remarks>
/// Service Authorization Reference, "Simplified AWS service information for programmatic access":
/// https://servicereference.us-east-1.amazonaws.com lists the services with the address of each.
/// </remarks>
static class ServiceReference
{
    public static async Task<int> RenewAsync(HttpClient client, Uri list, string target, TextWriter output)
    {
        var (bytes, newest) = await Downloads.GetAsync(client, list);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var actions = 0;
        foreach (var service in (JsonArray)JsonNode.Parse(bytes)!)
        {
            var (description, date) = await Downloads.GetAsync(client, new(service!["url"]!.GetValue<string>()));
            var trimmed = Trim((JsonObject)JsonNode.Parse(description)!);
            newest = date > newest ? date : newest;
            actions += ((JsonArray)trimmed["Actions"]!).Count;
            texts[service["service"]!.GetValue<string>()] = trimmed.ToJsonString(JsonSerializerOptions.Web);
        }
        var written = TextArchive.Write(newest, texts);
        await File.WriteAllBytesAsync(target, written);
        await output.WriteLineAsync(
            $"{actions} actions of {texts.Count} services of {newest:yyyy-MM-dd}, {written.Length} bytes"
        );
        return 0;
    }

    static JsonObject Trim(JsonObject service) =>
        new()
        {
            ["Name"] = service["Name"]!.DeepClone(),
            ["Actions"] = List(
                service["Actions"],
                action => new JsonObject
                {
                    ["Name"] = action["Name"]!.DeepClone(),
                    ["Resources"] = new JsonArray([
                        .. (action["Resources"] as JsonArray ?? []).Select(resource => resource!["Name"]!.DeepClone()),
                    ]),
                    ["ActionConditionKeys"] = (action["ActionConditionKeys"] ?? new JsonArray()).DeepClone(),
                }
            ),
            ["Resources"] = List(
                service["Resources"],
                resource => new JsonObject
                {
                    ["Name"] = resource["Name"]!.DeepClone(),
                    ["ARNFormats"] = (resource["ARNFormats"] ?? new JsonArray()).DeepClone(),
                    ["ConditionKeys"] = (resource["ConditionKeys"] ?? new JsonArray()).DeepClone(),
                }
            ),
        };

    static JsonArray List(JsonNode? list, Func<JsonObject, JsonObject> trim) =>
        new([
            .. (list as JsonArray ?? [])
                .Cast<JsonObject>()
                .OrderBy(member => member["Name"]!.GetValue<string>(), StringComparer.Ordinal)
                .Select(trim),
        ]);
}
