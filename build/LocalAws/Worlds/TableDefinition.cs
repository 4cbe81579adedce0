using System.Text.Json.Serialization.Metadata;

namespace LocalAws.Worlds;

/// <summary>Names a kind of record and says how it is written to the journal; <typeparamref name="T"/> is an immutable record.</summary>
public sealed record TableDefinition<T>(string Name, JsonTypeInfo<T> Json)
    where T : class;
