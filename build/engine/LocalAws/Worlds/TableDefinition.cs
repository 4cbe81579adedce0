using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LocalAws.Worlds;

/// <summary>Names a kind of record and says how it is written to the journal; <typeparamref name="T"/> is an immutable record.</summary>
public sealed record TableDefinition<T>(string Name, JsonTypeInfo<T> Json)
    where T : class
{
    /// <summary>How deep a record may nest: deeper than any document that a caller may hand in.</summary>
    const int Deepest = 512;

    readonly Lazy<JsonTypeInfo<T>> _forReading = new(() =>
        (JsonTypeInfo<T>)new JsonSerializerOptions(Json.Options) { MaxDepth = Deepest }.GetTypeInfo(typeof(T))
    );

    /// <summary>The same for reading, as deep as what was written.</summary>
    internal JsonTypeInfo<T> ForReading => _forReading.Value;
}
