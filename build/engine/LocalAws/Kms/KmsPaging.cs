using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Protocol;

namespace LocalAws.Kms;

/// <summary>Limit, Marker and Truncated of KMS's lists.</summary>
static class KmsPaging
{
    /// <summary>The items of a page under their name, and where the next one begins.</summary>
    public static JsonObject Page<T>(JsonElement body, string name, IReadOnlyList<T> items, Func<T, JsonNode?> describe)
    {
        var size = body.Integer("Limit") ?? 100;
        var start = 0;
        if (
            body.Text("Marker") is { } marker
            && !int.TryParse(marker, NumberStyles.None, CultureInfo.InvariantCulture, out start)
        )
            throw new AwsException(
                "InvalidMarkerException",
                "The marker that specifies where pagination should next begin is not valid."
            );
        var next = (long)start + size;
        var answer = new JsonObject
        {
            [name] = new JsonArray([.. items.Skip(start).Take(size).Select(describe)]),
            ["Truncated"] = next < items.Count,
        };
        if (next < items.Count)
            answer["NextMarker"] = next.ToString(CultureInfo.InvariantCulture);
        return answer;
    }
}
