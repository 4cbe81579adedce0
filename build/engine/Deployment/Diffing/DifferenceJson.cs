using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deployment.Diffing;

/// <summary>A plan's differences as JSON, for other programs.</summary>
public static class DifferenceJson
{
    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(PlanDifference difference) => JsonSerializer.Serialize(difference, options);
}
