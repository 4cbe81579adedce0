using System.Buffers.Binary;
using System.Text;

namespace Fingerprints.Files;

/// <summary>The paths in git's index, versions 2 to 4 with SHA-1 names (gitformat-index(5)).</summary>
internal static class GitIndex
{
    private const int EntryHeader = 62;
    private const int Trailer = 20;
    private const int Extended = 0x4000;

    /// <summary>Null for an index that only git can read: split, sparse, with SHA-256 names, or broken.</summary>
    public static IReadOnlyList<string>? Parse(ReadOnlySpan<byte> index)
    {
        if (index.Length < 12 + Trailer || !index.StartsWith("DIRC"u8))
            return null;
        var version = BinaryPrimitives.ReadUInt32BigEndian(index[4..]);
        var count = BinaryPrimitives.ReadUInt32BigEndian(index[8..]);
        if (version is < 2 or > 4 || count > index.Length / EntryHeader)
            return null;

        var end = index.Length - Trailer;
        var position = 12;
        var paths = new List<string>((int)count);
        var previous = Array.Empty<byte>();
        for (var i = 0; i < count; i++)
        {
            var start = position;
            if (end - position < EntryHeader + 2)
                return null;
            var flags = BinaryPrimitives.ReadUInt16BigEndian(index[(start + EntryHeader - 2)..]);
            position += EntryHeader + ((flags & Extended) != 0 ? 2 : 0);

            var kept = version < 4 ? 0 : previous.Length - Offset(index[..end], ref position);
            var length = index[position..end].IndexOf((byte)0);
            if (kept < 0 || kept > previous.Length || length < 0 || kept + length == 0)
                return null;
            previous = [.. previous.AsSpan(0, kept), .. index.Slice(position, length)];
            paths.Add(Encoding.UTF8.GetString(previous));
            position += length + 1;
            if (version < 4)
                position = start + ((position - start + 7) & ~7);
        }
        return HasOnlyOptionalExtensions(index[..end], position) ? paths : null;
    }

    private static int Offset(ReadOnlySpan<byte> index, ref int position)
    {
        var value = 0;
        for (var first = true; position < index.Length; first = false)
        {
            var current = index[position++];
            value = ((first ? 0 : value + 1) << 7) | (current & 0x7F);
            if ((current & 0x80) == 0)
                break;
        }
        return value;
    }

    private static bool HasOnlyOptionalExtensions(ReadOnlySpan<byte> index, int position)
    {
        while (position < index.Length)
        {
            if (index.Length - position < 8 || index[position] is < (byte)'A' or > (byte)'Z')
                return false;
            var length = BinaryPrimitives.ReadUInt32BigEndian(index[(position + 4)..]);
            if (length > index.Length - position - 8)
                return false;
            position += 8 + (int)length;
        }
        return position == index.Length;
    }
}
