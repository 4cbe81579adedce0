using LocalAws.Ec2;
using LocalAws.Route53;

namespace LocalAws;

/// <summary>What exists in the accounts for lookups to find, besides what AWS puts into every account.</summary>
public sealed record LookupFixtures
{
    /// <summary>DNS zones.</summary>
    public IReadOnlyList<HostedZone> HostedZones { get; init; } = [];

    /// <summary>Networks. An account and region without a default one among them has AWS's 172.31.0.0/16.</summary>
    public IReadOnlyList<Vpc> Vpcs { get; init; } = [];

    /// <summary>Machine images, besides Amazon Linux.</summary>
    public IReadOnlyList<Image> Images { get; init; } = [];
}
