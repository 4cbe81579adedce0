using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;
using static Serverless.Values.Nodes;

namespace Serverless.Apis;

/// <summary>Domain.Route53: the records of a custom domain, in a group for each hosted zone.</summary>
static class RecordSets
{
    public static void Add(
        SourceResource source,
        Transformation transformation,
        JsonObject domain,
        JsonObject alias,
        List<GeneratedResource> made
    )
    {
        if (domain["Route53"] is not { } given)
            return;
        var route = source.RequireMap(given, "Domain.Route53");
        var zone =
            route["HostedZoneId"]
            ?? route["HostedZoneName"]
            ?? throw source.Error(
                "HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains."
            );
        var id = SortedText.Id("RecordSetGroup", zone);
        GeneratedResource? group;
        if (route["SeparateRecordSetGroup"].IsGiven())
        {
            if (route["SeparateRecordSetGroup"].Flag() is null)
                throw SpecificationException.Type(source.LogicalId, "Domain.Route53.SeparateRecordSetGroup", "boolean");
            group = Group(SortedText.Id("RecordSetGroup", List(zone, domain["DomainName"])));
        }
        else if (!transformation.RecordSets.TryGetValue(id, out group))
        {
            transformation.RecordSets[id] = group = Group(id);
        }
        var records = (JsonArray)group.Properties["RecordSets"]!;
        records.Add(Record("A"));
        if (route["IpV6"].Flag() is true)
            records.Add(Record("AAAA"));
        made.Add(group);

        GeneratedResource Group(string name) =>
            new GeneratedResource(name, "AWS::Route53::RecordSetGroup", source.PassedAttributes).With(
                ("HostedZoneId", route["HostedZoneId"]),
                ("HostedZoneName", route["HostedZoneName"]),
                ("RecordSets", new JsonArray())
            );

        JsonObject Record(string type) =>
            Map(
                ("Name", domain["DomainName"]),
                ("Type", type),
                ("AliasTarget", alias),
                ("Region", route["Region"]),
                ("SetIdentifier", route["SetIdentifier"])
            );
    }

    /// <summary>Where the records of a regional domain point to.</summary>
    public static JsonObject Regional(JsonObject? route, string domainId) =>
        Map(
            ("EvaluateTargetHealth", route?["EvaluateTargetHealth"]),
            ("HostedZoneId", Calls.GetAtt(domainId, "RegionalHostedZoneId")),
            ("DNSName", Calls.GetAtt(domainId, "RegionalDomainName"))
        );
}
