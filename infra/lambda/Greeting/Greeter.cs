using System.Text.Json;

namespace Greeting;

/// <summary>Greets whom the event names, and says where the things that it greets them with are kept.</summary>
/// <remarks>A handler of streams needs no package: the managed runtime calls it by its name alone.</remarks>
public static class Greeter
{
    /// <param name="input">The event: <c>{"name": "..."}</c>, or any other to greet the world.</param>
    /// <returns>The answer: <c>{"message": "...", "storage": "..."}</c>.</returns>
    public static Stream Greet(Stream input)
    {
        var reply = new Reply(
            $"{Environment.GetEnvironmentVariable("GREETING")}, {NameIn(input) ?? "world"}!",
            Environment.GetEnvironmentVariable("STORAGE")
        );
        return new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(reply, Replies.Default.Reply));
    }

    static string? NameIn(Stream input)
    {
        using var document = JsonDocument.Parse(input);
        return
            document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("name", out var name)
            && name.ValueKind == JsonValueKind.String
            ? name.GetString()
            : null;
    }
}
