using LocalAws.Protocol;

namespace LocalAws.Ec2;

/// <summary>One Describe action: what it lists, under which element, and how it says that an id is unknown.</summary>
sealed record Ec2Listing(
    string Element,
    string IdParameter,
    string MissingCode,
    Func<string, string> MissingWords,
    string FilterNames,
    Func<AwsRequest, QueryPairs, IEnumerable<Described>> All
)
{
    /// <summary>The filters that the action knows besides tags.</summary>
    public IReadOnlySet<string> Filters { get; } = FilterNames.Split(' ').ToHashSet(StringComparer.Ordinal);
}

/// <summary>The Describe actions.</summary>
static class Ec2Listings
{
    public static Dictionary<string, Ec2Listing> Of(Ec2Operations ec2) =>
        new(StringComparer.Ordinal)
        {
            ["DescribeVpcs"] = new(
                "vpcSet",
                "VpcId",
                "InvalidVpcID.NotFound",
                id => $"The vpc ID '{id}' does not exist",
                "vpc-id owner-id state cidr cidr-block-association.cidr-block is-default isDefault",
                (request, _) => ec2.DescribeVpcs(request.Caller, request.Region).Select(NetworkItems.Of)
            ),
            ["DescribeSubnets"] = new(
                "subnetSet",
                "SubnetId",
                "InvalidSubnetID.NotFound",
                id => $"The subnet ID '{id}' does not exist",
                "subnet-id vpc-id owner-id state cidr-block availability-zone availability-zone-id default-for-az map-public-ip-on-launch",
                (request, _) =>
                    ec2.DescribeSubnets(request.Caller, request.Region)
                        .SelectMany(vpc => vpc.Subnets.Select(subnet => NetworkItems.Of(vpc, subnet)))
            ),
            ["DescribeRouteTables"] = new(
                "routeTableSet",
                "RouteTableId",
                "InvalidRouteTableID.NotFound",
                id => $"The routeTable ID '{id}' does not exist",
                "route-table-id vpc-id owner-id association.main association.subnet-id route.gateway-id route.nat-gateway-id route.destination-cidr-block",
                (request, _) =>
                    ec2.DescribeRouteTables(request.Caller, request.Region)
                        .SelectMany(RouteTable.Of)
                        .Select(table => table.Describe())
            ),
            ["DescribeVpnGateways"] = new(
                "vpnGatewaySet",
                "VpnGatewayId",
                "InvalidVpnGatewayID.NotFound",
                id => $"The vpnGateway ID '{id}' does not exist",
                "vpn-gateway-id state type amazon-side-asn attachment.vpc-id attachment.state",
                (request, _) => ec2.DescribeVpnGateways(request.Caller, request.Region).Select(NetworkItems.VpnGateway)
            ),
            ["DescribeSecurityGroups"] = new(
                "securityGroupInfo",
                "GroupId",
                "InvalidGroup.NotFound",
                id => $"The security group '{id}' does not exist",
                "group-id group-name description owner-id vpc-id",
                (request, _) =>
                    ec2.DescribeSecurityGroups(request.Caller, request.Region)
                        .SelectMany(vpc =>
                            vpc.SecurityGroups.Prepend(new("default") { Description = "default VPC security group" })
                                .Select(group => NetworkItems.Of(vpc, group))
                        )
            ),
            ["DescribeRegions"] = new(
                "regionInfo",
                "RegionName",
                "InvalidParameterValue",
                id => $"Invalid Region: [{id}]",
                "region-name endpoint opt-in-status",
                (request, _) => ec2.DescribeRegions(request.Caller, request.Region).Select(PlaceItems.Region)
            ),
            ["DescribeAvailabilityZones"] = new(
                "availabilityZoneInfo",
                "ZoneName",
                "InvalidParameterValue",
                id => $"Invalid availability zone: [{id}]",
                "zone-name zone-id region-name state zone-type group-name opt-in-status",
                (request, _) => ec2.DescribeAvailabilityZones(request.Caller, request.Region).Select(PlaceItems.Of)
            ),
            ["DescribeImages"] = new(
                "imagesSet",
                "ImageId",
                "InvalidAMIID.NotFound",
                id => $"The image id '[{id}]' does not exist",
                "image-id name owner-id owner-alias creation-date description is-public architecture image-type state root-device-type root-device-name virtualization-type hypervisor ena-support platform",
                (request, parameters) => Images(ec2, request, Ec2Filter.Texts(parameters, "Owner"))
            ),
        };

    static IEnumerable<Described> Images(Ec2Operations ec2, AwsRequest request, IReadOnlyList<string> owners) =>
        ec2.DescribeImages(request.Caller, request.Region)
            .Where(image =>
                owners.Count == 0
                || owners.Any(owner =>
                    owner == image.OwnerAccount
                    || owner == image.OwnerAlias
                    || (owner == "self" && image.OwnerAccount == request.Caller.Account)
                )
            )
            .Select(image => PlaceItems.Of(image, request.Caller.Account));
}
