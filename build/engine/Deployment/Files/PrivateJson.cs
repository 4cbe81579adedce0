using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Deployment.Files;

/// <summary>What runs remember for the next ones, in files that are their owner's alone. A file that is lost or torn costs time, and nothing else.</summary>
static class PrivateJson
{
    /// <summary>Null where there is no such file, or where it does not hold that.</summary>
    public static T? Read<T>(string file, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), type) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public static void Write<T>(string file, T content, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            WholeFile.WritePrivate(file, JsonSerializer.Serialize(content, type));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What was remembered before, or nothing, is as true.
            return;
        }
    }
}
