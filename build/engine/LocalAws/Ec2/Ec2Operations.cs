using Iam;
using LocalAws.Identities;
using LocalAws.Worlds;

namespace LocalAws.Ec2;

/// <summary>What EC2 tells about networks, zones and images: the world's fixtures and what AWS has everywhere. Nothing can be made.</summary>
public sealed class Ec2Operations
{
    readonly LookupFixtures _fixtures;
    readonly Authorizer _authorizer;

    internal Ec2Operations(World world, Authorizer authorizer)
    {
        _fixtures = world.Options.Lookups;
        _authorizer = authorizer;
    }

    /// <summary>The account's networks in the region.</summary>
    public IReadOnlyList<Vpc> DescribeVpcs(Caller caller, string region)
    {
        Demand(caller, region, "ec2:DescribeVpcs");
        return Vpcs(caller, region);
    }

    /// <summary>Networks, for their subnets.</summary>
    public IReadOnlyList<Vpc> DescribeSubnets(Caller caller, string region)
    {
        Demand(caller, region, "ec2:DescribeSubnets");
        return Vpcs(caller, region);
    }

    /// <summary>Networks, for their route tables.</summary>
    public IReadOnlyList<Vpc> DescribeRouteTables(Caller caller, string region)
    {
        Demand(caller, region, "ec2:DescribeRouteTables");
        return Vpcs(caller, region);
    }

    /// <summary>Networks, for their security groups.</summary>
    public IReadOnlyList<Vpc> DescribeSecurityGroups(Caller caller, string region)
    {
        Demand(caller, region, "ec2:DescribeSecurityGroups");
        return Vpcs(caller, region);
    }

    /// <summary>Networks that have a VPN gateway.</summary>
    public IReadOnlyList<Vpc> DescribeVpnGateways(Caller caller, string region)
    {
        Demand(caller, region, "ec2:DescribeVpnGateways");
        return [.. Vpcs(caller, region).Where(vpc => vpc.HasVpnGateway)];
    }

    /// <summary>The regions of the partition that every account has (Account Management Reference Guide, "Regions").</summary>
    public IReadOnlyList<string> DescribeRegions(Caller caller, string region)
    {
        Demand(caller, region, "ec2:DescribeRegions");
        return Partitions.Of(region) switch
        {
            "aws-cn" => ["cn-north-1", "cn-northwest-1"],
            "aws-us-gov" => ["us-gov-east-1", "us-gov-west-1"],
            _ => _regions,
        };
    }

    static readonly string[] _regions =
    [
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "ca-central-1",
        "eu-central-1",
        "eu-north-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "sa-east-1",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
    ];

    /// <summary>The region's zones.</summary>
    public IReadOnlyList<AvailabilityZone> DescribeAvailabilityZones(Caller caller, string region)
    {
        Demand(caller, region, "ec2:DescribeAvailabilityZones");
        return AvailabilityZone.Of(region);
    }

    /// <summary>The region's images that the account may use.</summary>
    public IReadOnlyList<Image> DescribeImages(Caller caller, string region)
    {
        Demand(caller, region, "ec2:DescribeImages");
        return
        [
            .. Image
                .Public(region)
                .Concat(_fixtures.Images)
                .Where(image => image.Region == region && (image.IsPublic || image.OwnerAccount == caller.Account)),
        ];
    }

    /// <summary>A network by its id, or null where there is none.</summary>
    internal Vpc? FindVpc(string account, string region, string id) => Vpcs(account, region).Find(vpc => vpc.Id == id);

    /// <summary>Whether a network, a part of one, a security group or an image has that id.</summary>
    internal bool Knows(string account, string region, string id) =>
        Vpcs(account, region)
            .Exists(vpc =>
                vpc.Id == id
                || vpc.Subnets.Any(subnet => vpc.IdOf(subnet) == id)
                || vpc.SecurityGroups.Prepend(new("default")).Any(group => vpc.IdOf(group) == id)
                || RouteTable.Of(vpc).Any(table => table.Id == id)
            ) || Image.Public(region).Concat(_fixtures.Images).Any(image => image.Region == region && image.Id == id);

    List<Vpc> Vpcs(Caller caller, string region) => Vpcs(caller.Account, region);

    List<Vpc> Vpcs(string account, string region)
    {
        var own = _fixtures.Vpcs.Where(vpc => vpc.Account == account && vpc.Region == region).ToList();
        return own.Any(vpc => vpc.IsDefault) ? own : [.. own, Vpc.Default(account, region)];
    }

    void Demand(Caller caller, string region, string action)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _authorizer.Demand(
            caller,
            new AccessQuestion(action, "*", region)
            {
                ResourceAccount = caller.Account,
                Context = RequestContext.Empty.With("ec2:Region", region),
            }
        );
    }
}
