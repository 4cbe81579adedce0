namespace Iam;

/// <summary>
/// Services with one endpoint for a whole partition: whatever region a caller works in, aws:RequestedRegion is the one
/// where that endpoint is (IAM User Guide, "AWS global condition context keys").
/// </summary>
public static class GlobalServices
{
    const string Home = "us-east-1";
    const string OfChina = "cn-north-1";
    const string OfGovernment = "us-gov-west-1";

    /// <summary>By the prefix of their actions, with where they are in the commercial partition.</summary>
    static readonly Dictionary<string, string> homes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["account"] = Home,
        ["budgets"] = Home,
        ["ce"] = Home,
        ["cloudfront"] = Home,
        ["globalaccelerator"] = "us-west-2",
        ["health"] = Home,
        ["iam"] = Home,
        ["networkmanager"] = "us-west-2",
        ["organizations"] = Home,
        ["route53"] = Home,
        ["route53domains"] = Home,
        ["shield"] = Home,
        ["support"] = Home,
        ["trustedadvisor"] = Home,
        ["waf"] = Home,
    };

    /// <summary>aws:RequestedRegion of an action that a caller in a region asks for.</summary>
    /// <param name="action">Like iam:CreateRole.</param>
    public static string RequestedRegion(string action, string region)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(region);
        if (!homes.TryGetValue(action.Split(':')[0], out var home))
            return region;
        return region switch
        {
            _ when region.StartsWith("cn-", StringComparison.Ordinal) => OfChina,
            _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => OfGovernment,
            // The isolated partitions have their global services in their first region.
            _ when region.Contains("-iso", StringComparison.Ordinal) => region,
            _ => home,
        };
    }
}
