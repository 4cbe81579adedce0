using System.Globalization;
using System.Xml.Linq;
using LocalAws.Protocol;
using LocalAws.Shapes;

namespace LocalAws.Route53;

/// <summary>Route 53's REST protocol, of version 2013-04-01: the path chooses the operation.</summary>
sealed class Route53Service(ZoneOperations zones) : IAwsService
{
    const string Namespace = "https://route53.amazonaws.com/doc/2013-04-01/";
    const string Prefix = "/2013-04-01/";
    const int MostItems = 100;
    static readonly XNamespace _namespace = Namespace;

    public IReadOnlyCollection<string> Operations { get; } =
    ["ListHostedZonesByName", "ListHostedZones", "GetHostedZone"];

    public ErrorShape Errors { get; } = new QueryErrors(Namespace);

    public CallName NameOf(AwsRequest request) =>
        request.Raw.Path.Trim('/').Split('/') switch
        {
            [_, "hostedzonesbyname"] => new("ListHostedZonesByName"),
            [_, "hostedzone"] => new("ListHostedZones"),
            [_, "hostedzone", .., var id] => new("GetHostedZone", id),
            _ => new(request.Raw.Method, request.Raw.Path),
        };

    public Task HandleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var path = Uri.UnescapeDataString(request.Raw.Path);
        var parts = path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..].Trim('/').Split('/') : [];
        var asked = NameOf(request).Action;
        request = RequestGuard.Checked(
            request,
            asked,
            shape => RestRequestValues.Read(request.Raw.Query, request.Raw.Headers, shape)
        );
        var answer = (request.Raw.Method, parts) switch
        {
            ("GET", ["hostedzonesbyname"]) => ListByName(request),
            ("GET", ["hostedzone"]) => List(request),
            ("GET", ["hostedzone", var id]) => Get(request, id),
            // Some clients leave the prefix of the id as it came.
            ("GET", ["hostedzone", "hostedzone", var id]) => Get(request, id),
            _ => throw new AwsException(
                "InvalidInput",
                $"{request.Raw.Method} {path} is not answered here: the local AWS answers lookups only."
            ),
        };
        foreach (var element in answer.DescendantsAndSelf())
            element.Name = _namespace + element.Name.LocalName;
        return XmlAnswer.WriteAsync(request.Http, 200, answer);
    }

    XElement ListByName(AwsRequest request)
    {
        var query = request.Raw.Query;
        var name = query["dnsname"];
        var after = query["hostedzoneid"];
        if (after is not null && name is null)
            throw new AwsException("InvalidInput", "The hostedzoneid parameter requires the dnsname parameter.");
        var from = (HostedZone.SortKey(name ?? ""), after ?? "");
        var found = zones
            .ListByName(request.Caller, request.Region)
            .Where(zone => Compare((HostedZone.SortKey(zone.Name), zone.Id), from) >= 0)
            .ToList();
        var size = Size(query);
        var next = found.ElementAtOrDefault(size);
        return new(
            "ListHostedZonesByNameResponse",
            new XElement("HostedZones", found.Take(size).Select(Describe)),
            name is null ? null : new XElement("DNSName", name),
            after is null ? null : new XElement("HostedZoneId", after),
            new XElement("IsTruncated", next is null ? "false" : "true"),
            next is null ? null : new XElement("NextDNSName", next.FullName),
            next is null ? null : new XElement("NextHostedZoneId", next.Id),
            new XElement("MaxItems", size.ToString(CultureInfo.InvariantCulture))
        );
    }

    XElement List(AwsRequest request)
    {
        var query = request.Raw.Query;
        var marker = query["marker"];
        var all = zones.List(request.Caller, request.Region);
        var found = all.SkipWhile(zone => marker is not null && zone.Id != marker).ToList();
        if (marker is not null && found.Count == 0)
            throw new AwsException("NoSuchHostedZone", $"No hosted zone found with ID: {marker}", 404);
        var size = Size(query);
        var next = found.ElementAtOrDefault(size);
        return new(
            "ListHostedZonesResponse",
            new XElement("HostedZones", found.Take(size).Select(Describe)),
            marker is null ? null : new XElement("Marker", marker),
            new XElement("IsTruncated", next is null ? "false" : "true"),
            next is null ? null : new XElement("NextMarker", next.Id),
            new XElement("MaxItems", size.ToString(CultureInfo.InvariantCulture))
        );
    }

    XElement Get(AwsRequest request, string id)
    {
        var zone = zones.Get(request.Caller, request.Region, id);
        return new(
            "GetHostedZoneResponse",
            Describe(zone),
            zone.IsPrivate
                ? new XElement(
                    "VPCs",
                    zone.Vpcs.Select(vpc => new XElement(
                        "VPC",
                        new XElement("VPCRegion", vpc.Region),
                        new XElement("VPCId", vpc.Id)
                    ))
                )
                : new XElement(
                    "DelegationSet",
                    new XElement(
                        "NameServers",
                        Enumerable
                            .Range(1, 4)
                            .Select(index => new XElement("NameServer", $"ns-{index}.awsdns-0{index}.com"))
                    )
                )
        );
    }

    static XElement Describe(HostedZone zone) =>
        new(
            "HostedZone",
            new XElement("Id", "/hostedzone/" + zone.Id),
            new XElement("Name", zone.FullName),
            new XElement("CallerReference", zone.Id),
            new XElement(
                "Config",
                new XElement("Comment", zone.Comment),
                new XElement("PrivateZone", zone.IsPrivate ? "true" : "false")
            ),
            // The zone's own NS and SOA records.
            new XElement("ResourceRecordSetCount", "2")
        );

    static int Size(QueryPairs query)
    {
        if (query["maxitems"] is not { } text)
            return MostItems;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
            ? Math.Min(size, MostItems)
            : throw new AwsException("InvalidInput", $"Invalid value for maxitems: {text}");
    }

    static int Compare((string Name, string Id) left, (string Name, string Id) right)
    {
        var byName = string.CompareOrdinal(left.Name, right.Name);
        return byName != 0 ? byName : string.CompareOrdinal(left.Id, right.Id);
    }
}
