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

    /// <summary>Values of the parameters that AWS publishes, by name, such as /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64.</summary>
    public IReadOnlyDictionary<string, string> PublicParameters { get; init; } = new Dictionary<string, string>();
}
