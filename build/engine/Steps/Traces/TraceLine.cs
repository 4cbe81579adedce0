using System.Text.Json;

namespace Steps.Traces;

/// <summary>A line that the observer wrote: a kind, when that was, a name, and more by kind.</summary>
/// <param name="Time">In milliseconds since 1970.</param>
/// <param name="Name">A path, a variable, a reason, or a process id.</param>
sealed record TraceLine(string Kind, long Time, string Name, JsonElement More)
{
    /// <summary>Null for one that the end of its process cut off, or that the observer did not write.</summary>
    public static TraceLine? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var parts = json.RootElement;
            return new(
                parts[0].GetString()!,
                parts[1].GetInt64(),
                parts[2].ToString(),
                parts.GetArrayLength() > 3 ? parts[3].Clone() : default
            );
        }
        catch (Exception other)
            when (other is JsonException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
