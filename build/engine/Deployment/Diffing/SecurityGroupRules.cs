using System.Text.Json.Nodes;

namespace Deployment.Diffing;

/// <summary>The rules of a template's security groups, written in the group or as resources of their own.</summary>
static class SecurityGroupRules
{
    /// <summary>The properties that rules are written in, in the group or as resources of their own.</summary>
    public static IReadOnlyList<string> Properties { get; } =
    [
        "SecurityGroupIngress",
        "SecurityGroupEgress",
        "IpProtocol",
        "FromPort",
        "ToPort",
        "CidrIp",
        "SourceSecurityGroupId",
        "DestinationSecurityGroupId",
        "SourcePrefixListId",
        "DestinationPrefixListId",
    ];

    const string PropertiesMember = "Properties";

    public static IEnumerable<SecurityItem> Of(JsonObject resources) =>
        resources.SelectMany(resource =>
        {
            var properties = resource.Value?[PropertiesMember] as JsonObject ?? [];
            return resource.Value?["Type"]?.ToString() switch
            {
                "AWS::EC2::SecurityGroup" =>
                [
                    .. Rules(resource.Key, "in", properties["SecurityGroupIngress"]),
                    .. Rules(resource.Key, "out", properties["SecurityGroupEgress"]),
                ],
                "AWS::EC2::SecurityGroupIngress" => Rules(resource.Key, "in", properties),
                "AWS::EC2::SecurityGroupEgress" => Rules(resource.Key, "out", properties),
                _ => (IEnumerable<SecurityItem>)[],
            };
        });

    static IEnumerable<SecurityItem> Rules(string id, string direction, JsonNode? rules) =>
        rules switch
        {
            JsonArray list => list.OfType<JsonObject>().Select(rule => Rule(id, direction, rule)),
            JsonObject rule => [Rule(id, direction, rule)],
            _ => [],
        };

    static SecurityItem Rule(string id, string direction, JsonObject rule)
    {
        var protocol = rule["IpProtocol"]?.ToString() ?? "-1";
        var ports = $"{rule["FromPort"]}-{rule["ToPort"]}";
        var peer =
            rule["CidrIp"]
            ?? rule["CidrIpv6"]
            ?? rule["SourceSecurityGroupId"]
            ?? rule["DestinationSecurityGroupId"]
            ?? rule["SourcePrefixListId"]
            ?? rule["DestinationPrefixListId"];
        var what =
            protocol == "-1" ? "everything"
            : ports == "-" ? protocol
            : $"{protocol} {ports}";
        return new SecurityItem(
            id,
            $"{direction} {what} {(direction == "in" ? "from" : "to")} {peer?.Readable()}",
            Allows: true
        );
    }
}
