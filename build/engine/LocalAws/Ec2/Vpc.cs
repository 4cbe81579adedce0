namespace LocalAws.Ec2;

/// <summary>A network of an account and region.</summary>
public sealed record Vpc(string Account, string Region, string CidrBlock)
{
    /// <summary>vpc- and seventeen digits; by default made of account, region and addresses.</summary>
    public string Id { get; init; } = Ec2Ids.Create("vpc", Account, Region, CidrBlock);

    /// <summary>Whether it is the one that AWS made.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Tags; Name is the one that lookups by name go by.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Its parts.</summary>
    public IReadOnlyList<Subnet> Subnets { get; init; } = [];

    /// <summary>Its security groups, besides the one named default.</summary>
    public IReadOnlyList<SecurityGroup> SecurityGroups { get; init; } = [];

    /// <summary>Whether a VPN gateway is attached.</summary>
    public bool HasVpnGateway { get; init; }

    /// <summary>The network that AWS makes in every region of an account: a public subnet in each zone.</summary>
    internal static Vpc Default(string account, string region) =>
        new(account, region, "172.31.0.0/16")
        {
            IsDefault = true,
            Subnets =
            [
                .. AvailabilityZone
                    .Of(region)
                    .Select((zone, index) => new Subnet(zone.Name, $"172.31.{index * 16}.0/20", SubnetKind.Public)),
            ],
        };

    internal string IdOf(Subnet subnet) => subnet.Id ?? Ec2Ids.Create("subnet", Id, subnet.CidrBlock);

    internal string IdOf(SecurityGroup group) => group.Id ?? Ec2Ids.Create("sg", Id, group.Name);
}

/// <summary>A part of a network, in one availability zone.</summary>
public sealed record Subnet(string AvailabilityZone, string CidrBlock, SubnetKind Kind)
{
    /// <summary>subnet- and seventeen digits, or null for one made of network and addresses.</summary>
    public string? Id { get; init; }

    /// <summary>Tags; CDK reads aws-cdk:subnet-name and aws-cdk:subnet-type.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>What a subnet's default route leads to.</summary>
public enum SubnetKind
{
    /// <summary>An internet gateway.</summary>
    Public,

    /// <summary>A NAT gateway.</summary>
    Private,

    /// <summary>Nothing.</summary>
    Isolated,
}

/// <summary>A security group.</summary>
public sealed record SecurityGroup(string Name)
{
    /// <summary>sg- and seventeen digits, or null for one made of network and name.</summary>
    public string? Id { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether all traffic may leave.</summary>
    public bool AllowsAllOutbound { get; init; } = true;

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
