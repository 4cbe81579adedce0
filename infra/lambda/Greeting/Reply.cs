using System.Text.Json.Serialization;

namespace Greeting;

sealed record Reply(string Message, string? Storage);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Reply))]
sealed partial class Replies : JsonSerializerContext;
