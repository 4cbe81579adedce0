namespace Deployment.Assets;

/// <summary>
/// Compresses to DEFLATE (RFC 1951). The framework's own compressor is a native library whose output differs between
/// versions and processors; this one gives the same bytes everywhere, which is what makes a zip comparable.
/// </summary>
static class Deflate
{
    const int BlockSize = 1 << 17;

    /// <returns>The bytes read and written, and the CRC-32 of what was read.</returns>
    public static (long Read, long Written, uint Crc) Compress(
        Stream input,
        Stream output,
        CancellationToken cancellationToken
    )
    {
        var buffer = new byte[MatchFinder.Window + BlockSize];
        var finder = new MatchFinder(buffer.Length);
        var (writer, block, crc) = (new BitWriter(output), new DeflateBlock(), new Crc32());
        var (start, read) = (0, 0L);
        var filled = input.ReadAtLeast(buffer.AsSpan(0, BlockSize), BlockSize, throwOnEndOfStream: false);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var content = buffer.AsSpan(start, filled);
            crc.Add(content);
            read += filled;
            Tokenize(buffer.AsSpan(0, start + filled), start, finder, block);
            var isLast = filled < BlockSize;
            block.Write(writer, content, isLast);
            if (isLast)
                break;
            var kept = Math.Min(start + filled, MatchFinder.Window);
            var slide = start + filled - kept;
            buffer.AsSpan(slide, kept).CopyTo(buffer);
            if (slide > 0)
                finder.Slide(slide);
            start = kept;
            filled = input.ReadAtLeast(buffer.AsSpan(start, BlockSize), BlockSize, throwOnEndOfStream: false);
        }
        writer.Align();
        writer.Flush();
        return (read, writer.Length, crc.Value);
    }

    static void Tokenize(ReadOnlySpan<byte> buffer, int start, MatchFinder finder, DeflateBlock block)
    {
        for (var position = start; position < buffer.Length; )
        {
            var (length, distance) = finder.Find(buffer, position);
            if (length == 0)
            {
                block.AddLiteral(buffer[position++]);
                continue;
            }
            block.AddMatch(length, distance);
            for (var end = position++ + length; position < end; position++)
                finder.Remember(buffer, position);
        }
    }
}
