using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.Route53;

/// <summary>What Route 53 tells about zones: the world's fixtures. Nothing can be made.</summary>
public sealed class ZoneOperations
{
    readonly LookupFixtures _fixtures;
    readonly Authorizer _authorizer;

    internal ZoneOperations(World world, Authorizer authorizer)
    {
        _fixtures = world.Options.Lookups;
        _authorizer = authorizer;
    }

    /// <summary>The account's zones, by domain.</summary>
    public IReadOnlyList<HostedZone> ListByName(Caller caller, string region)
    {
        Demand(caller, region, "route53:ListHostedZonesByName", "*");
        return Zones(caller);
    }

    /// <summary>The account's zones.</summary>
    public IReadOnlyList<HostedZone> List(Caller caller, string region)
    {
        Demand(caller, region, "route53:ListHostedZones", "*");
        return Zones(caller);
    }

    /// <summary>The zone of that id; one of another account does not exist for the caller.</summary>
    public HostedZone Get(Caller caller, string region, string id)
    {
        Demand(caller, region, "route53:GetHostedZone", $"arn:{Partitions.Of(region)}:route53:::hostedzone/{id}");
        return Zones(caller).FirstOrDefault(zone => zone.Id == id)
            ?? throw new AwsException("NoSuchHostedZone", $"No hosted zone found with ID: {id}", 404);
    }

    List<HostedZone> Zones(Caller caller) =>
        [
            .. _fixtures
                .HostedZones.Where(zone => zone.Account == caller.Account)
                .OrderBy(zone => HostedZone.SortKey(zone.Name), StringComparer.Ordinal)
                .ThenBy(zone => zone.Id, StringComparer.Ordinal),
        ];

    /// <summary>A zone's ARN names no account.</summary>
    void Demand(Caller caller, string region, string action, string resource)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _authorizer.Demand(caller, new(action, resource, region) { ResourceAccount = caller.Account });
    }
}
