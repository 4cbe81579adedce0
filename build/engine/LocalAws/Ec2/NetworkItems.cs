using System.Globalization;
using System.Xml.Linq;

namespace LocalAws.Ec2;

/// <summary>Networks and subnets as EC2 describes them.</summary>
static class NetworkItems
{
    public static Described Of(Vpc vpc) =>
        Described.Create(
            vpc.Id,
            Described.Of(
                ("vpcId", vpc.Id),
                ("ownerId", vpc.Account),
                ("state", "available"),
                ("cidrBlock", vpc.CidrBlock),
                (
                    "cidrBlockAssociationSet",
                    Described.Of(
                        ("cidrBlock", vpc.CidrBlock),
                        ("associationId", Ec2Ids.Create("vpc-cidr-assoc", vpc.Id)),
                        ("cidrBlockState", new XElement("state", "associated"))
                    )
                ),
                ("dhcpOptionsId", Ec2Ids.Create("dopt", vpc.Account, vpc.Region)),
                ("instanceTenancy", "default"),
                ("isDefault", vpc.IsDefault)
            ),
            vpc.Tags,
            ("vpc-id", vpc.Id),
            ("owner-id", vpc.Account),
            ("state", "available"),
            ("cidr", vpc.CidrBlock),
            ("cidr-block-association.cidr-block", vpc.CidrBlock),
            ("is-default", Text(vpc.IsDefault)),
            ("isDefault", Text(vpc.IsDefault))
        );

    public static Described Of(Vpc vpc, Subnet subnet)
    {
        var id = vpc.IdOf(subnet);
        var zone = AvailabilityZone.Of(vpc.Region).FirstOrDefault(zone => zone.Name == subnet.AvailabilityZone)?.Id;
        var isPublic = subnet.Kind == SubnetKind.Public;
        return Described.Create(
            id,
            Described.Of(
                ("subnetId", id),
                ("subnetArn", $"arn:{Partitions.Of(vpc.Region)}:ec2:{vpc.Region}:{vpc.Account}:subnet/{id}"),
                ("state", "available"),
                ("ownerId", vpc.Account),
                ("vpcId", vpc.Id),
                ("cidrBlock", subnet.CidrBlock),
                ("availableIpAddressCount", Addresses(subnet.CidrBlock)),
                ("availabilityZone", subnet.AvailabilityZone),
                ("availabilityZoneId", zone),
                ("defaultForAz", vpc.IsDefault),
                ("mapPublicIpOnLaunch", isPublic),
                ("assignIpv6AddressOnCreation", false)
            ),
            subnet.Tags,
            ("subnet-id", id),
            ("vpc-id", vpc.Id),
            ("owner-id", vpc.Account),
            ("state", "available"),
            ("cidr-block", subnet.CidrBlock),
            ("availability-zone", subnet.AvailabilityZone),
            ("availability-zone-id", zone),
            ("default-for-az", Text(vpc.IsDefault)),
            ("map-public-ip-on-launch", Text(isPublic))
        );
    }

    public static Described Of(Vpc vpc, SecurityGroup group)
    {
        var id = vpc.IdOf(group);
        var all = Described.Of(
            ("ipProtocol", "-1"),
            ("groups", ""),
            ("ipRanges", Described.Of(("cidrIp", "0.0.0.0/0"))),
            ("prefixListIds", "")
        );
        return Described.Create(
            id,
            Described.Of(
                ("ownerId", vpc.Account),
                ("groupId", id),
                (
                    "securityGroupArn",
                    $"arn:{Partitions.Of(vpc.Region)}:ec2:{vpc.Region}:{vpc.Account}:security-group/{id}"
                ),
                ("groupName", group.Name),
                ("groupDescription", group.Description),
                ("vpcId", vpc.Id),
                ("ipPermissions", ""),
                ("ipPermissionsEgress", group.AllowsAllOutbound ? all : "")
            ),
            group.Tags,
            ("group-id", id),
            ("group-name", group.Name),
            ("description", group.Description),
            ("owner-id", vpc.Account),
            ("vpc-id", vpc.Id)
        );
    }

    public static Described VpnGateway(Vpc vpc)
    {
        var id = Ec2Ids.Create("vgw", vpc.Id);
        return Described.Create(
            id,
            Described.Of(
                ("vpnGatewayId", id),
                ("state", "available"),
                ("type", "ipsec.1"),
                ("attachments", Described.Of(("vpcId", vpc.Id), ("state", "attached"))),
                ("amazonSideAsn", "64512")
            ),
            new Dictionary<string, string>(),
            ("vpn-gateway-id", id),
            ("state", "available"),
            ("type", "ipsec.1"),
            ("amazon-side-asn", "64512"),
            ("attachment.vpc-id", vpc.Id),
            ("attachment.state", "attached")
        );
    }

    /// <summary>The addresses of a block without the five that AWS keeps in each subnet.</summary>
    static string Addresses(string cidr)
    {
        var bits = int.TryParse(cidr.Split('/')[^1], CultureInfo.InvariantCulture, out var prefix) ? 32 - prefix : 0;
        return Math.Max(0, (1L << Math.Clamp(bits, 0, 32)) - 5).ToString(CultureInfo.InvariantCulture);
    }

    static string Text(bool flag) => flag ? "true" : "false";
}
