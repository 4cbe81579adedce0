namespace Deployment.Assemblies;

/// <summary>Which partition a region belongs to, by the prefixes that AWS's endpoint metadata gives each partition.</summary>
public static class Partitions
{
    static readonly (string Prefix, Partition Partition)[] ByPrefix =
    [
        ("cn-", new("aws-cn", "amazonaws.com.cn")),
        ("us-gov-", new("aws-us-gov", "amazonaws.com")),
        ("us-iso-", new("aws-iso", "c2s.ic.gov")),
        ("us-isob-", new("aws-iso-b", "sc2s.sgov.gov")),
        ("eu-isoe-", new("aws-iso-e", "cloud.adc-e.uk")),
        ("us-isof-", new("aws-iso-f", "csp.hci.ic.gov")),
        ("eusc-", new("aws-eusc", "amazonaws.eu")),
    ];

    static readonly Partition Commercial = new("aws", "amazonaws.com");

    public static Partition Of(string region) =>
        ByPrefix.FirstOrDefault(entry => region.StartsWith(entry.Prefix, StringComparison.Ordinal)).Partition
        ?? Commercial;
}

/// <summary>A group of regions with its own accounts.</summary>
public sealed record Partition(string Name, string UrlSuffix);
