using System.Text.Json.Nodes;
using Diagnosis.Pipelines;

namespace Diagnosis.Roles;

/// <summary>AWS CLI commands ready to paste.</summary>
static class ShellCommand
{
    /// <summary>The end of a command that belongs into an account; a shell ignores it.</summary>
    public static string In(string account) => $"  # in account {account}";

    /// <summary>A JSON document as one argument.</summary>
    public static string Quote(JsonNode document) => Quote(document.ToJsonString(Relaxed.Json));

    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
