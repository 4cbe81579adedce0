using System.Security.Cryptography;
using System.Text;

namespace LocalAws.Route53;

/// <summary>A DNS zone of an account.</summary>
/// <param name="Name">The domain, with or without the dot at its end.</param>
public sealed record HostedZone(string Account, string Name)
{
    /// <summary>Z and letters and digits; by default made of account and name.</summary>
    public string Id { get; init; } = MakeId(Account, Name);

    /// <summary>What it is for.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The networks that a private zone answers in; none for a public zone.</summary>
    public IReadOnlyList<ZoneVpc> Vpcs { get; init; } = [];

    /// <summary>Whether only networks see it.</summary>
    public bool IsPrivate => Vpcs.Count > 0;

    /// <summary>The domain with the dot at its end.</summary>
    public string FullName => Name.EndsWith('.') ? Name : Name + ".";

    /// <summary>The key that zones are sorted by: the labels from the last to the first.</summary>
    internal static string SortKey(string name) => string.Join('.', name.TrimEnd('.').Split('.').Reverse());

    static string MakeId(string account, string name) =>
        "Z" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}|{name.TrimEnd('.')}")))[..20];
}

/// <summary>A network that a private zone answers in.</summary>
public sealed record ZoneVpc(string Region, string Id);
