using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Deployment.Diffing;

/// <summary>JSON for people: text stays text, and only what JSON itself wants escaped is.</summary>
static class ReadableJson
{
    static readonly JsonSerializerOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Readable(this JsonNode node) => node.ToJsonString(options);
}
