using System.Buffers.Binary;
using System.Text;

namespace Deployment.Assets;

/// <summary>Writes a zip file whose bytes depend on names and contents alone (PKWARE APPNOTE 6.3.9); zip64 where it has to be.</summary>
sealed class ZipWriter(Stream output)
{
    const uint LocalHeader = 0x04034b50;
    const uint CentralHeader = 0x02014b50;
    const uint Utf8Names = 0x0800;
    const ushort Deflated = 8;
    const ushort Zip64Extra = 1;
    const ushort Zip64Version = 45;

    /// <summary>1980-01-01 00:00, the first that the format knows.</summary>
    const uint Timestamp = 0x0021_0000;

    /// <summary>Made on Unix, where the upper half of the attributes is the mode.</summary>
    const ushort MadeBy = (3 << 8) | Zip64Version;

    /// <summary>A file that everybody may read and execute: Windows could not tell which ones are executable.</summary>
    const uint Attributes = 0x81EDu << 16;

    /// <summary>From this size a file gets 64-bit fields; some room is left for content that does not compress.</summary>
    const long Large = uint.MaxValue - (1 << 24);

    readonly List<(byte[] Name, uint Crc, long Written, long Read, long Offset)> entries = [];

    public void Add(string name, Stream content, CancellationToken cancellationToken)
    {
        var (bytes, offset, isLarge) = (Encoding.UTF8.GetBytes(name), output.Position, content.Length >= Large);
        WriteLocalHeader(bytes, 0, 0, 0, isLarge);
        var (read, written, crc) = Deflate.Compress(content, output, cancellationToken);
        var end = output.Position;
        output.Position = offset;
        WriteLocalHeader(bytes, crc, written, read, isLarge);
        output.Position = end;
        entries.Add((bytes, crc, written, read, offset));
    }

    public void Finish()
    {
        var start = output.Position;
        foreach (var (name, crc, written, read, offset) in entries)
            WriteCentralHeader(name, crc, written, read, offset);
        var size = output.Position - start;
        if (entries.Count >= ushort.MaxValue || start >= uint.MaxValue || size >= uint.MaxValue)
            WriteZip64End(start, size);
        Put(0x06054b50u);
        Put((ushort)0);
        Put((ushort)0);
        Put((ushort)Math.Min(entries.Count, ushort.MaxValue));
        Put((ushort)Math.Min(entries.Count, ushort.MaxValue));
        Put((uint)Math.Min(size, uint.MaxValue));
        Put((uint)Math.Min(start, uint.MaxValue));
        Put((ushort)0);
    }

    void WriteLocalHeader(byte[] name, uint crc, long written, long read, bool isLarge)
    {
        Put(LocalHeader);
        WriteCommon(
            crc,
            isLarge ? uint.MaxValue : written,
            isLarge ? uint.MaxValue : read,
            name,
            isLarge ? 20 : 0,
            isLarge
        );
        output.Write(name);
        if (!isLarge)
            return;
        Put(Zip64Extra);
        Put((ushort)16);
        Put((ulong)read);
        Put((ulong)written);
    }

    void WriteCentralHeader(byte[] name, uint crc, long written, long read, long offset)
    {
        long[] wide = [.. new[] { read, written, offset }.Where(value => value >= uint.MaxValue)];
        Put(CentralHeader);
        Put(MadeBy);
        var extra = wide.Length > 0 ? 4 + (8 * wide.Length) : 0;
        WriteCommon(crc, Math.Min(written, uint.MaxValue), Math.Min(read, uint.MaxValue), name, extra, wide.Length > 0);
        Put((ushort)0); // comment
        Put((ushort)0); // disk
        Put((ushort)0); // internal attributes
        Put(Attributes);
        Put((uint)Math.Min(offset, uint.MaxValue));
        output.Write(name);
        if (wide.Length == 0)
            return;
        Put(Zip64Extra);
        Put((ushort)(8 * wide.Length));
        foreach (var value in wide)
            Put((ulong)value);
    }

    void WriteCommon(uint crc, long written, long read, byte[] name, int extra, bool isLarge)
    {
        Put(isLarge ? Zip64Version : (ushort)20);
        Put((ushort)Utf8Names);
        Put(Deflated);
        Put(Timestamp);
        Put(crc);
        Put((uint)written);
        Put((uint)read);
        Put((ushort)name.Length);
        Put((ushort)extra);
    }

    void WriteZip64End(long start, long size)
    {
        var end = output.Position;
        Put(0x06064b50u);
        Put(44UL);
        Put(MadeBy);
        Put(Zip64Version);
        Put(0u);
        Put(0u);
        Put((ulong)entries.Count);
        Put((ulong)entries.Count);
        Put((ulong)size);
        Put((ulong)start);
        Put(0x07064b50u);
        Put(0u);
        Put((ulong)end);
        Put(1u);
    }

    void Put(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        output.Write(bytes);
    }

    void Put(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        output.Write(bytes);
    }

    void Put(ulong value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        output.Write(bytes);
    }
}
