using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LocalAws.Sqs;

/// <summary>The digests that clients compare what they sent and received by ("Calculating the MD5 message digest for message attributes" in the SQS Developer Guide).</summary>
static class MessageDigests
{
    const byte IsText = 1;
    const byte IsBinary = 2;

    /// <summary>Of a body.</summary>
    public static string Of(string body) => Digest(Encoding.UTF8.GetBytes(body));

    /// <summary>Of attributes, or null where there are none.</summary>
    public static string? Of(IReadOnlyDictionary<string, MessageAttribute> attributes)
    {
        if (attributes.Count == 0)
            return null;
        using var buffer = new MemoryStream();
        foreach (var (name, attribute) in attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Write(buffer, Encoding.UTF8.GetBytes(name));
            Write(buffer, Encoding.UTF8.GetBytes(attribute.DataType));
            buffer.WriteByte(attribute.Binary is null ? IsText : IsBinary);
            Write(buffer, attribute.Binary ?? Encoding.UTF8.GetBytes(attribute.Text ?? ""));
        }
        return Digest(buffer.ToArray());
    }

    static void Write(MemoryStream buffer, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        buffer.Write(length);
        buffer.Write(bytes);
    }

#pragma warning disable CA5351 // The protocol's digest; nothing is kept secret by it.
    static string Digest(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
}
