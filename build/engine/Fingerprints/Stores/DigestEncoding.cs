namespace Fingerprints.Stores;

/// <summary>Digests and nullable texts in a store file.</summary>
internal static class DigestEncoding
{
    public static void Write(this BinaryWriter writer, Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        digest.Write(bytes);
        writer.Write(bytes);
    }

    public static Digest ReadDigest(this BinaryReader reader)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        reader.BaseStream.ReadExactly(bytes);
        return Digest.Read(bytes);
    }

    public static void WriteText(this BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
            writer.Write(text);
    }

    public static string? ReadText(this BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}
