namespace Deployment.Assets;

/// <summary>Writes bits, the lowest first, as DEFLATE wants them (RFC 1951, 3.1.1).</summary>
sealed class BitWriter(Stream output)
{
    readonly byte[] buffer = new byte[1 << 15];
    int filled;
    ulong bits;
    int count;

    /// <summary>Bytes written so far, those waiting in the buffer included.</summary>
    public long Length { get; private set; }

    public void Write(uint value, int length)
    {
        bits |= (ulong)value << count;
        count += length;
        while (count >= 8)
            Emit();
    }

    /// <summary>Fills the last byte with zeros.</summary>
    public void Align()
    {
        if (count <= 0)
            return;
        count = 8;
        Emit();
    }

    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            Write(value, 8);
    }

    public void Flush()
    {
        output.Write(buffer, 0, filled);
        filled = 0;
    }

    void Emit()
    {
        if (filled == buffer.Length)
            Flush();
        buffer[filled++] = (byte)bits;
        Length++;
        bits >>= 8;
        count -= 8;
    }
}
