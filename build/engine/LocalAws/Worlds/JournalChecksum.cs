using System.Globalization;
using System.IO.Hashing;

namespace LocalAws.Worlds;

/// <summary>Ends a journal's line: a blank and the CRC-32C (RFC 3720, appendix B.4) of what stands before, in eight hexadecimal digits.</summary>
static class JournalChecksum
{
    public const int Length = 9;

    /// <summary>Writes the ending of a line.</summary>
    public static void Write(ReadOnlySpan<byte> line, Span<byte> ending)
    {
        ending[0] = (byte)' ';
        Of(line).TryFormat(ending[1..], out _, "x8", CultureInfo.InvariantCulture);
    }

    /// <summary>Takes the ending off a line. Lines of older journals have none: false, and the line as it is.</summary>
    /// <param name="holds">Whether it is the checksum of the line.</param>
    public static bool TryRemove(ref ReadOnlySpan<byte> line, out bool holds)
    {
        holds = false;
        if (line.Length <= Length || line[^Length] != ' ' || line[^1] == ']')
            return false;
        Span<byte> ending = stackalloc byte[Length];
        Write(line[..^Length], ending);
        holds = line[^Length..].SequenceEqual(ending);
        line = line[..^Length];
        return true;
    }

    static uint Of(ReadOnlySpan<byte> bytes) => Crc32.HashToUInt32(Crc32ParameterSet.Crc32C, bytes);
}
