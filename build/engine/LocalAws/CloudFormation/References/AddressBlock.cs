using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace LocalAws.CloudFormation.References;

/// <summary>A range of IPv4 addresses, from the first to the last.</summary>
readonly record struct AddressBlock(BigInteger First, BigInteger Last, int PrefixLength)
{
    const int Width = 32;

    /// <summary>Reads 10.0.0.0/16; bits behind the prefix do not count. Null where it is no such block.</summary>
    public static AddressBlock? Parse(string? text)
    {
        if (
            text?.Split('/') is not [var start, var length]
            || !IPAddress.TryParse(start, out var address)
            || address.AddressFamily != AddressFamily.InterNetwork
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > Width
        )
            return null;
        var size = BigInteger.One << (Width - prefix);
        var first = new BigInteger(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true) / size * size;
        return new(first, first + size - 1, prefix);
    }

    public bool Contains(AddressBlock other) => First <= other.First && other.Last <= Last;

    public bool Overlaps(AddressBlock other) => First <= other.Last && other.First <= Last;
}
