using System.Text.Json;
using System.Text.Json.Nodes;

namespace Arguments;

/// <summary>The file that --stack-policy names.</summary>
static class StackPolicyFile
{
    /// <param name="root">Where relative paths begin.</param>
    /// <returns>The policy, or what is wrong with the file.</returns>
    public static (string? Policy, string? Problem) Read(string file, string root)
    {
        try
        {
            var text = File.ReadAllText(Path.GetFullPath(file, root));
            return JsonNode.Parse(text) is JsonObject ? (text, null) : (null, "it is not a JSON object");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, exception.Message);
        }
    }
}
