using Fingerprints.Files;
using Fingerprints.Stores;

namespace Fingerprints.Outputs;

/// <summary>What one run of a step left behind, wherever that was.</summary>
/// <param name="Observed">What the step was seen to depend on besides its fingerprint, as it was there.</param>
internal sealed record SharedEntry(
    IReadOnlyList<Ingredient> Observed,
    TimeSpan Duration,
    string Text,
    IReadOnlyList<SharedFile> Files
)
{
    public static void Write(BinaryWriter writer, SharedEntry entry)
    {
        Fingerprint.Write(writer, entry.Observed);
        writer.Write(entry.Duration.Ticks);
        writer.Write(entry.Text);
        writer.Write(entry.Files.Count);
        foreach (var (path, kind, content) in entry.Files)
        {
            writer.Write(path);
            writer.Write((byte)kind);
            writer.Write(content);
        }
    }

    public static SharedEntry Read(BinaryReader reader)
    {
        var observed = Fingerprint.Read(reader);
        var duration = TimeSpan.FromTicks(reader.ReadInt64());
        var text = reader.ReadString();
        var files = new List<SharedFile>(reader.ReadInt32());
        for (var i = 0; i < files.Capacity; i++)
            files.Add(new(reader.ReadString(), (FileKind)reader.ReadByte(), reader.ReadDigest()));
        return new(observed, duration, text, files);
    }
}

/// <param name="Path">Relative to the root of the checkout, with slashes.</param>
internal sealed record SharedFile(string Path, FileKind Kind, Digest Content);
