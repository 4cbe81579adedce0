using System.Text.Json.Nodes;
using Diagnosis.Pipelines;

namespace Diagnosis.Roles;

/// <summary>AWS CLI commands ready to paste.</summary>
static class ShellCommand
{
    /// <summary>A JSON document as one argument.</summary>
    public static string Quote(JsonNode document) => Quote(document.ToJsonString(UnescapedJson.Json));

    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
