namespace LocalAws;

/// <summary>The partition of a region and its domain.</summary>
public static class Partitions
{
    public static string Of(string region) =>
        region switch
        {
            _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
            _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
            _ => "aws",
        };

    /// <summary>Whether two ARNs name the same but for the partition: an account is in one alone.</summary>
    public static bool Same(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.StartsWith("arn:", StringComparison.Ordinal) && In("aws", one) == In("aws", other);
    }

    /// <summary>The ARN in a partition; what is no ARN as it is.</summary>
    public static string In(string partition, string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return arn.Split(':', 3) is ["arn", _, var rest] ? $"arn:{partition}:{rest}" : arn;
    }

    public static string UrlSuffixOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
}
