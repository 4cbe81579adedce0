namespace Iam;

/// <summary>The fields of arn:partition:service:region:account:resource.</summary>
public static class Arns
{
    public static string PartitionOf(string arn) => Field(arn, 1);

    public static string ServiceOf(string arn) => Field(arn, 2);

    public static string RegionOf(string arn) => Field(arn, 3);

    /// <summary>The account, empty where the ARN has none, as a bucket's.</summary>
    public static string AccountOf(string arn) => Field(arn, 4);

    /// <summary>Everything after the account.</summary>
    public static string ResourceOf(string arn) => Field(arn, 5);

    /// <summary>The ARN of a session of a role: service sts, and the role's name without its path.</summary>
    public static string SessionOf(string roleArn, string sessionName) =>
        $"arn:{PartitionOf(roleArn)}:sts::{AccountOf(roleArn)}:assumed-role/{roleArn[(roleArn.LastIndexOf('/') + 1)..]}/{sessionName}";

    static string Field(string arn, int index)
    {
        var parts = arn.Split(':', 6);
        return parts.Length == 6 && parts[0] == "arn"
            ? parts[index]
            : throw new ArgumentException($"'{arn}' is not an ARN.", nameof(arn));
    }
}
