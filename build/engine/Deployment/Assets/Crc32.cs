namespace Deployment.Assets;

/// <summary>The CRC-32 of zip files (polynomial EDB88320).</summary>
sealed class Crc32
{
    static readonly uint[] Table =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(value =>
            {
                var entry = (uint)value;
                for (var bit = 0; bit < 8; bit++)
                    entry = (entry & 1) == 0 ? entry >> 1 : (entry >> 1) ^ 0xEDB88320;
                return entry;
            }),
    ];

    uint state = uint.MaxValue;

    public uint Value => ~state;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            state = Table[(byte)(state ^ value)] ^ (state >> 8);
    }
}
