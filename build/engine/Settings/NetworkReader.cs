using System.Net;
using LocalAws.Ec2;

namespace Settings;

/// <summary>Reads what the settings say of a network for lookups, noting everything that is wrong.</summary>
static class NetworkReader
{
    /// <param name="json">The network.</param>
    /// <param name="accounts">The accounts that exist.</param>
    public static Vpc Read(JsonReader json, IReadOnlyList<string> accounts)
    {
        json = json.WithProperties(
            "account",
            "region",
            "cidrBlock",
            "id",
            "isDefault",
            "tags",
            "subnets",
            "securityGroups",
            "hasVpnGateway"
        );
        var vpc = new Vpc(
            LocalAwsReader.ReadAccount(json["account"], accounts),
            json["region"].Region(),
            json["cidrBlock"].Text(TextFormat.CidrBlock)
        );
        var network = IPNetwork.TryParse(vpc.CidrBlock, out var parsed) ? parsed : (IPNetwork?)null;
        return vpc with
        {
            Id = json["id"].OptionalText(TextFormat.Ec2Id("vpc")) ?? vpc.Id,
            IsDefault = json["isDefault"].OptionalFlag() ?? false,
            Tags = json["tags"].Texts(),
            Subnets =
            [
                .. json["subnets"].Items(optional: true).Select(subnet => ReadSubnet(subnet, vpc.Region, network)),
            ],
            SecurityGroups = [.. json["securityGroups"].Items(optional: true).Select(ReadGroup)],
            HasVpnGateway = json["hasVpnGateway"].OptionalFlag() ?? false,
        };
    }

    static Subnet ReadSubnet(JsonReader json, string region, IPNetwork? network)
    {
        json = json.WithProperties("availabilityZone", "cidrBlock", "kind", "id", "tags");
        var subnet = new Subnet(
            json["availabilityZone"].Text(),
            json["cidrBlock"].Text(TextFormat.CidrBlock),
            json["kind"].OneOf<SubnetKind>()
        );
        if (
            subnet.AvailabilityZone.Length > 0
            && AvailabilityZone.Of(region).All(zone => zone.Name != subnet.AvailabilityZone)
        )
            json.Problems.Add(
                $"{json.Path}.availabilityZone",
                $"is '{subnet.AvailabilityZone}', not a zone of {region}",
                $"known: {string.Join(", ", AvailabilityZone.Of(region).Select(zone => zone.Name))}"
            );
        if (
            network is { } whole
            && IPNetwork.TryParse(subnet.CidrBlock, out var part)
            && (part.PrefixLength < whole.PrefixLength || !whole.Contains(part.BaseAddress))
        )
            json.Problems.Add($"{json.Path}.cidrBlock", $"is '{subnet.CidrBlock}', not a part of {whole}");
        return subnet with { Id = json["id"].OptionalText(TextFormat.Ec2Id("subnet")), Tags = json["tags"].Texts() };
    }

    static SecurityGroup ReadGroup(JsonReader json)
    {
        json = json.WithProperties("name", "id", "description", "allowsAllOutbound", "tags");
        return new SecurityGroup(json["name"].Text())
        {
            Id = json["id"].OptionalText(TextFormat.Ec2Id("sg")),
            Description = json["description"].OptionalText() ?? "",
            AllowsAllOutbound = json["allowsAllOutbound"].OptionalFlag() ?? true,
            Tags = json["tags"].Texts(),
        };
    }
}
