using Deployment.Assemblies;

namespace Diagnosis.Requirements;

/// <summary>What looking context up takes, as the CDK CLI's context providers call AWS.</summary>
static class LookupPermissions
{
    static readonly Dictionary<string, string[]> actions = new(StringComparer.Ordinal)
    {
        ["ami"] = ["ec2:DescribeImages"],
        ["availability-zones"] = ["ec2:DescribeAvailabilityZones"],
        ["endpoint-service-availability-zones"] = ["ec2:DescribeVpcEndpointServices"],
        ["hosted-zone"] = ["route53:ListHostedZonesByName"],
        ["key-provider"] = ["kms:ListAliases"],
        ["load-balancer"] =
        [
            "elasticloadbalancing:DescribeLoadBalancers",
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeTags",
        ],
        ["load-balancer-listener"] =
        [
            "elasticloadbalancing:DescribeLoadBalancers",
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeTags",
        ],
        ["security-group"] = ["ec2:DescribeSecurityGroups"],
        ["vpc-provider"] =
        [
            "ec2:DescribeVpcs",
            "ec2:DescribeSubnets",
            "ec2:DescribeRouteTables",
            "ec2:DescribeVpnGateways",
        ],
    };

    public static IEnumerable<RequiredPermission> Of(RequirementOptions options) =>
        options.Lookups.SelectMany(lookup => Of(lookup, ActorOf(lookup, options)));

    static Actor ActorOf(ContextLookup lookup, RequirementOptions options) =>
        options.ReadOnlyRole(lookup.Environment) is { } readOnly ? new Actor.Role(readOnly)
        : lookup.Role is { } role ? new Actor.Role(role.In(lookup.Environment.Placeholders).Arn)
        : options.ActorFor(RolePurpose.Lookup, lookup.Environment);

    static IEnumerable<RequiredPermission> Of(ContextLookup lookup, Actor actor)
    {
        var reason = $"synthesis looks up {lookup.Key}";
        if (lookup.Provider == "ssm")
            return [new(actor, "ssm:GetParameter", ParameterArn(lookup), reason)];
        return actions.TryGetValue(lookup.Provider, out var known)
            ? known.Select(action => new RequiredPermission(actor, action, "*", reason))
            : [];
    }

    static string ParameterArn(ContextLookup lookup)
    {
        const string Name = "parameterName=";
        var part = lookup.Key.Split(':').FirstOrDefault(part => part.StartsWith(Name, StringComparison.Ordinal));
        return AwsArns.Parameter(lookup.Environment, part?[Name.Length..] ?? "");
    }
}
