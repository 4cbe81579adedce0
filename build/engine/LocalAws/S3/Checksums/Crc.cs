namespace LocalAws.S3.Checksums;

/// <summary>A reflected cyclic redundancy check of 32 or 64 bits, eight bytes at a step; all ones in, complemented out.</summary>
sealed class Crc
{
    static readonly ulong[][] _crc32 = Tables(0xEDB88320);
    static readonly ulong[][] _crc32C = Tables(0x82F63B78);
    static readonly ulong[][] _crc64Nvme = Tables(0x9A6C9329AC4BC9B5);
    readonly ulong[][] _tables;
    readonly int _bytes;
    ulong _state;

    Crc(ulong[][] tables, int bytes)
    {
        _tables = tables;
        _bytes = bytes;
        _state = bytes == 4 ? uint.MaxValue : ulong.MaxValue;
    }

    /// <summary>CRC-32 as in Ethernet and zip.</summary>
    public static Crc Crc32() => new(_crc32, 4);

    /// <summary>CRC-32C, Castagnoli.</summary>
    public static Crc Crc32C() => new(_crc32C, 4);

    /// <summary>CRC-64/NVME.</summary>
    public static Crc Crc64Nvme() => new(_crc64Nvme, 8);

    public void Append(ReadOnlySpan<byte> data)
    {
        var state = _state;
        var tables = _tables;
        while (data.Length >= 8)
        {
            state ^= BitConverter.ToUInt64(data);
            state =
                tables[7][(byte)state]
                ^ tables[6][(byte)(state >> 8)]
                ^ tables[5][(byte)(state >> 16)]
                ^ tables[4][(byte)(state >> 24)]
                ^ tables[3][(byte)(state >> 32)]
                ^ tables[2][(byte)(state >> 40)]
                ^ tables[1][(byte)(state >> 48)]
                ^ tables[0][(byte)(state >> 56)];
            data = data[8..];
        }
        foreach (var one in data)
            state = tables[0][(byte)(state ^ one)] ^ (state >> 8);
        _state = state;
    }

    /// <summary>The check value, most significant byte first.</summary>
    public byte[] Finish()
    {
        var value = ~_state;
        var bytes = new byte[_bytes];
        for (var i = 0; i < _bytes; i++)
            bytes[i] = (byte)(value >> (8 * (_bytes - 1 - i)));
        return bytes;
    }

    static ulong[][] Tables(ulong polynomial)
    {
        var tables = new ulong[8][];
        tables[0] = new ulong[256];
        for (var i = 0; i < 256; i++)
        {
            var value = (ulong)i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ polynomial;
            tables[0][i] = value;
        }
        for (var table = 1; table < 8; table++)
        {
            tables[table] = new ulong[256];
            for (var i = 0; i < 256; i++)
            {
                var value = tables[table - 1][i];
                tables[table][i] = tables[0][(byte)value] ^ (value >> 8);
            }
        }
        return tables;
    }
}
