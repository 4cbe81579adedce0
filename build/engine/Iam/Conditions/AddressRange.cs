using System.Net;
using System.Net.Sockets;

namespace Iam.Conditions;

/// <summary>An address, or a range in CIDR notation, of IPv4 or IPv6.</summary>
readonly struct AddressRange(IPNetwork network)
{
    readonly IPNetwork _network = network;

    public static bool TryParse(string text, out AddressRange range)
    {
        range = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out var address))
            return false;
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = bits;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), out length) || length < 0 || length > bits))
            return false;
        range = new(new IPNetwork(Masked(address, length), length));
        return true;
    }

    public bool Contains(string address) => IPAddress.TryParse(address, out var parsed) && _network.Contains(parsed);

    /// <summary>Policies may write 203.0.113.5/24: bits after the prefix count for nothing.</summary>
    static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }
}
