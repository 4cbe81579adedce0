using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Deployment;

/// <summary>What kind of finding it is, in a word that stays the same. It is made as a member of a catalogue, whose name it has.</summary>
[JsonConverter(typeof(AsWord))]
public sealed record FindingCode
{
    public FindingCode([CallerMemberName] string name = "") => Name = name;

    public string Name { get; }

    public override string ToString() => Name;

    public static implicit operator string(FindingCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Name;
    }

    /// <summary>Programs that read a report find the word alone.</summary>
    sealed class AsWord : JsonConverter<FindingCode>
    {
        public override FindingCode Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => new(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, FindingCode value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Name);
    }
}
