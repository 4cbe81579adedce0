using System.Text.Encodings.Web;
using System.Text.Json;

namespace Diagnosis.Pipelines;

/// <summary>JSON that a person reads: nothing escaped that need not be.</summary>
public static class UnescapedJson
{
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonSerializerOptions Indented { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };
}
