using System.Xml.Linq;

namespace LocalAws.Ec2;

/// <summary>The routes of a network's subnets of one kind.</summary>
/// <param name="Gateway">What the default route leads to: an internet gateway, a NAT gateway or nothing.</param>
sealed record RouteTable(Vpc Vpc, string Name, string? Gateway, IReadOnlyList<Subnet> Subnets)
{
    const string Main = "main";

    public string Id => Ec2Ids.Create("rtb", Vpc.Id, Name);

    /// <summary>A main table, and one for each kind of subnet. A default network has the main one only, which leads to the internet.</summary>
    public static IEnumerable<RouteTable> Of(Vpc vpc)
    {
        var internet = Ec2Ids.Create("igw", vpc.Id);
        if (vpc.IsDefault)
            return [new(vpc, Main, internet, [])];
        return vpc
            .Subnets.GroupBy(subnet => subnet.Kind)
            .Select(group => new RouteTable(
                vpc,
                group.Key.ToString(),
                group.Key switch
                {
                    SubnetKind.Public => internet,
                    SubnetKind.Private => Ec2Ids.Create("nat", vpc.Id),
                    _ => null,
                },
                [.. group]
            ))
            .Prepend(new(vpc, Main, Gateway: null, []));
    }

    public Described Describe()
    {
        var subnets = Subnets.Select(Vpc.IdOf).ToList();
        var isMain = Name == Main;
        return Described.Create(
            Id,
            Described.Of(
                ("routeTableId", Id),
                ("vpcId", Vpc.Id),
                ("ownerId", Vpc.Account),
                ("routeSet", Routes()),
                ("associationSet", isMain ? Association(subnet: null) : subnets.Select(Association)),
                ("propagatingVgwSet", "")
            ),
            new Dictionary<string, string>(),
            [
                ("route-table-id", Id),
                ("vpc-id", Vpc.Id),
                ("owner-id", Vpc.Account),
                ("association.main", isMain ? "true" : "false"),
                .. subnets.Select(subnet => ("association.subnet-id", (string?)subnet)),
                ("route.gateway-id", "local"),
                (
                    Gateway?.StartsWith("nat-", StringComparison.Ordinal) == true
                        ? "route.nat-gateway-id"
                        : "route.gateway-id",
                    Gateway
                ),
                ("route.destination-cidr-block", Vpc.CidrBlock),
                ("route.destination-cidr-block", Gateway is null ? null : "0.0.0.0/0"),
            ]
        );
    }

    IEnumerable<XElement> Routes()
    {
        yield return Described.Of(
            ("destinationCidrBlock", Vpc.CidrBlock),
            ("gatewayId", "local"),
            ("state", "active"),
            ("origin", "CreateRouteTable")
        );
        if (Gateway is null)
            yield break;
        yield return Described.Of(
            ("destinationCidrBlock", "0.0.0.0/0"),
            (Gateway.StartsWith("nat-", StringComparison.Ordinal) ? "natGatewayId" : "gatewayId", Gateway),
            ("state", "active"),
            ("origin", "CreateRoute")
        );
    }

    XElement Association(string? subnet) =>
        Described.Of(
            ("routeTableAssociationId", Ec2Ids.Create("rtbassoc", Id, subnet ?? Main)),
            ("routeTableId", Id),
            ("subnetId", subnet),
            ("main", subnet is null),
            ("associationState", new XElement("state", "associated"))
        );
}
