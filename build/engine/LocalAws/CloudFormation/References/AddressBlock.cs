using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace LocalAws.CloudFormation.References;

/// <summary>A range of addresses, of IPv4 or of IPv6, from the first to the last.</summary>
readonly record struct AddressBlock(BigInteger First, BigInteger Last, int PrefixLength)
{
    /// <summary>Reads 10.0.0.0/16; bits behind the prefix do not count. Null where it is no such block.</summary>
    public static AddressBlock? Parse(string? text) => Parse(text, AddressFamily.InterNetwork);

    /// <summary>Reads 2001:db8::/56 likewise.</summary>
    public static AddressBlock? ParseSix(string? text) => Parse(text, AddressFamily.InterNetworkV6);

    static AddressBlock? Parse(string? text, AddressFamily family)
    {
        var width = family == AddressFamily.InterNetwork ? 32 : 128;
        if (
            text?.Split('/') is not [var start, var length]
            || !IPAddress.TryParse(start, out var address)
            || address.AddressFamily != family
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)
            || prefix > width
        )
            return null;
        var size = BigInteger.One << (width - prefix);
        var first = new BigInteger(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true) / size * size;
        return new(first, first + size - 1, prefix);
    }

    public bool Contains(AddressBlock other) => First <= other.First && other.Last <= Last;

    public bool Overlaps(AddressBlock other) => First <= other.Last && other.First <= Last;
}
