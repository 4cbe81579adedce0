using System.Globalization;
using System.Text.Json.Nodes;
using AwsCatalog.Permissions;
using AwsCatalog.Schemas;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>
/// Identifiers and attributes that AWS would give a resource, of the shape that they have there. They follow from the resource,
/// and are known by a mark, so that nothing holds them against the patterns of those on AWS.
/// </summary>
static class GeneratedValues
{
    /// <summary>Hexadecimal digits, for ids consist of those.</summary>
    const string Mark = "10ca1a35";

    /// <summary>The prefixes of ids that name what they are of.</summary>
    static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        ["AccessPointId"] = "fsap-",
        ["AllocationId"] = "eipalloc-",
        ["CarrierGatewayId"] = "cagw-",
        ["DefaultNetworkAcl"] = "acl-",
        ["DefaultSecurityGroup"] = "sg-",
        ["DhcpOptionsId"] = "dopt-",
        ["FileSystemId"] = "fs-",
        ["FlowLogId"] = "fl-",
        ["GroupId"] = "sg-",
        ["InstanceId"] = "i-",
        ["InternetGatewayId"] = "igw-",
        ["LaunchTemplateId"] = "lt-",
        ["NatGatewayId"] = "nat-",
        ["NetworkAclId"] = "acl-",
        ["NetworkInterfaceId"] = "eni-",
        ["PrimaryNetworkInterfaceId"] = "eni-",
        ["RouteTableId"] = "rtb-",
        ["SecurityGroupId"] = "sg-",
        ["SubnetId"] = "subnet-",
        ["TransitGatewayId"] = "tgw-",
        ["VPNGatewayId"] = "vgw-",
        ["VolumeId"] = "vol-",
        ["VpcId"] = "vpc-",
        ["VpcPeeringConnectionId"] = "pcx-",
    };

    /// <summary>
    /// How many values a list has of which the service alone knows the number, so that templates can select any: a zone has four
    /// name servers, an interface endpoint an address in each subnet.
    /// </summary>
    const int Several = 6;

    /// <summary>A network has one block of each kind, which templates hand on as a list.</summary>
    static bool IsOne(string name) => name.Contains("Cidr", StringComparison.Ordinal);

    public static bool IsIn(string text) => text.Contains(Mark, StringComparison.Ordinal) || OpenValue.IsIn(text);

    /// <summary>Hexadecimal digits with the mark.</summary>
    public static string Id(string seed) => PhysicalIds.Hash(seed)[..9] + Mark;

    /// <summary>The value of an attribute of a resource that has no such property.</summary>
    public static JsonNode Of(ResourceSchema schema, string attribute, ResourcePlace place)
    {
        var name = attribute.Split('.')[^1];
        return schema.ShapeOf(attribute) switch
        {
            "array" => new JsonArray([
                .. Enumerable
                    .Range(0, IsOne(name) ? 1 : Several)
                    .Select(number => JsonValue.Create(Text(schema, name, number == 0 ? place : place.Other(number)))),
            ]),
            "boolean" => "false",
            "integer" or "number" => name == "Port" ? "443"
            : schema.PrimaryIdentifier.Any(path => path.ToString() == attribute)
                ? Convert.ToInt32(PhysicalIds.Hash(place.Seed)[..7], 16).ToString(CultureInfo.InvariantCulture)
            : "1",
            _ => Text(schema, name, place),
        };
    }

    static string Text(ResourceSchema schema, string name, ResourcePlace place)
    {
        var id = Id($"{place.Seed}/{name}");
        if (name.EndsWith("Arn", StringComparison.OrdinalIgnoreCase) || IsArnByPattern(schema, name))
            return Fitting(schema, name, Arn(schema, place), id);
        if (Prefixes.TryGetValue(name, out var prefix) || Prefixes.TryGetValue(name.TrimEnd('s'), out prefix))
            return prefix + id;
        if (name == "DnsEntries")
            return $"Z{id.ToUpperInvariant()}:vpce-{id}.{ServiceOf(schema)}.{place.Region}.vpce.{Partitions.UrlSuffixOf(place.Region)}";
        if (
            name.EndsWith("Url", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("Uri", StringComparison.OrdinalIgnoreCase)
        )
            return $"https://{id}.{ServiceOf(schema)}.{place.Region}.{Partitions.UrlSuffixOf(place.Region)}/{id}";
        if (name.Contains("Cidr", StringComparison.Ordinal) && !name.EndsWith("Id", StringComparison.Ordinal))
            return GivenAs(name, place) ?? (name.Contains('6') ? "2001:db8:10ca:1a35::/56" : "10.0.0.0/16");
        return name.EndsWith("Id", StringComparison.Ordinal) ? id : $"{name}-{id}";
    }

    /// <summary>An ARN, with an id behind the name where the service's have more than the format says: a connection of EventBridge.</summary>
    static string Fitting(ResourceSchema schema, string name, string arn, string id) =>
        IsIn(arn) || schema.Fits(name, arn) ? arn : $"{arn}/{id}";

    /// <summary>The property that the attribute tells once more under a shorter name: a route's destination is its block.</summary>
    static string? GivenAs(string name, ResourcePlace place) =>
        place
            .Properties.Where(property => property.Key.EndsWith(name, StringComparison.Ordinal))
            .Select(property => (property.Value as JsonValue)?.AsText())
            .FirstOrDefault(text => text is not null);

    static bool IsArnByPattern(ResourceSchema schema, string name) =>
        schema.PatternOf(name) is { } pattern
        && pattern.TrimStart('^', '(').StartsWith("arn:", StringComparison.Ordinal);

    /// <summary>The ARN of a resource, by the format that IAM has for what the type's creation makes.</summary>
    public static string Arn(ResourceSchema schema, ResourcePlace place)
    {
        var kind = schema.Name.Split("::")[^1];
        var format =
            ResourceArns.Of(schema)
            ?? $"arn:${{Partition}}:{ServiceOf(schema)}:${{Region}}:${{Account}}:{kind.ToLowerInvariant()}/${{Id}}";
        return Arn(format, schema, place);
    }

    /// <summary>An ARN of that format: with the properties of its variables' names, and the resource's own name.</summary>
    public static string Arn(string format, ResourceSchema schema, ResourcePlace place) =>
        ResourceArns.Fill(
            format,
            Partitions.Of(place.Region),
            place.Region,
            place.Account,
            (variable, isLast) =>
                ResourceArns.PropertyOf(schema, variable) is { } property
                && place.Properties.Text(property) is { } given
                    ? ResourceArns.NameIn(given)
                : schema.NameProperty is null && Prefixes.TryGetValue(variable, out var prefix)
                    ? prefix + Id($"{place.Seed}/{variable}")
                : IsVersion(variable) ? Number(place.Seed)
                : ResourceArns.IsName(schema, format, variable, isLast) ? place.Name
                : Id(place.Seed + variable)
        );

    /// <summary>Versions are counted: those of a layer, of a model.</summary>
    static bool IsVersion(string variable) => variable.EndsWith("Version", StringComparison.Ordinal);

    static string Number(string seed) =>
        (1 + Convert.ToInt32(PhysicalIds.Hash(seed)[..4], 16)).ToString(CultureInfo.InvariantCulture);

    static string ServiceOf(ResourceSchema schema) => schema.Name.Split("::")[1].ToLowerInvariant();
}

/// <summary>Whose a resource is, and what its made-up values follow from.</summary>
/// <param name="Seed">The physical resource, no other's.</param>
/// <param name="Name">What its ARN ends in.</param>
sealed record ResourcePlace(string Seed, string Name, string Account, string Region)
{
    /// <summary>The properties by which formats of ARNs name it and what it belongs to.</summary>
    public JsonObject Properties { get; init; } = [];

    /// <summary>Of the further values of a list.</summary>
    public ResourcePlace Other(int number) => this with { Seed = $"{Seed}/{number}" };
}
