using LocalAws.Ec2;
using LocalAws.Route53;

namespace LocalAws;

/// <summary>The identifiers that lookups in a local AWS give and AWS never gave: they follow from what they name.</summary>
public static class GeneratedIds
{
    /// <summary>Those of an account and region, as far as the fixtures do not say which they are.</summary>
    public static IReadOnlySet<string> Of(LookupFixtures fixtures, string account, string region)
    {
        ArgumentNullException.ThrowIfNull(fixtures);
        var networks = fixtures
            .Vpcs.Where(vpc => (vpc.Account, vpc.Region) == (account, region))
            .Append(Vpc.Default(account, region))
            .ToList();
        var networkIds = networks
            .Where(vpc => vpc.Id == new Vpc(vpc.Account, vpc.Region, vpc.CidrBlock).Id)
            .Select(vpc => vpc.Id);
        var partIds = networks.SelectMany(vpc =>
            vpc.Subnets.Where(subnet => subnet.Id is null)
                .Select(vpc.IdOf)
                .Concat(vpc.SecurityGroups.Where(group => group.Id is null).Select(vpc.IdOf))
                .Append(vpc.IdOf(new SecurityGroup("default")))
        );
        var images = Image
            .Public(region)
            .Concat(fixtures.Images.Where(image => image.Region == region))
            .Where(image => image.Id == new Image(image.Region, image.Name, image.OwnerAccount).Id)
            .Select(image => image.Id);
        var zones = fixtures
            .HostedZones.Where(zone => zone.Account == account)
            .Where(zone => zone.Id == new HostedZone(zone.Account, zone.Name).Id)
            .Select(zone => zone.Id);
        return new HashSet<string>([.. networkIds, .. partIds, .. images, .. zones], StringComparer.Ordinal);
    }
}
