using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Deployment.Texts;
using Diagnosis.Checks;

namespace Reporting;

/// <summary>A diagnosis as JSON, for other programs.</summary>
public static class CheckJson
{
    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(DiagnosisReport report) =>
        ForeignText.ToJson(JsonSerializer.Serialize(new { report.Checks }, options));
}
