namespace LocalAws.Faults;

/// <summary>
/// How long a service's changes take until they are seen everywhere. IAM's decide only after that time what is allowed; of
/// any other service a stale read sees the world as it was so long ago, at most.
/// </summary>
/// <param name="Service">The signing name, one of <see cref="Services"/>.</param>
public sealed record Propagation(string Service, TimeSpan Duration)
{
    /// <summary>The signing name of IAM.</summary>
    public const string Iam = "iam";

    /// <summary>The share of reads that is stale where no fault of that kind says otherwise.</summary>
    public const double StaleShare = 0.5;

    static readonly Dictionary<string, string> _services = new(StringComparer.Ordinal)
    {
        ["iam."] = Iam,
        ["cfn."] = "cloudformation",
        // Objects are strongly consistent, the settings of buckets are not.
        ["s3.buckets"] = "s3",
        ["ssm."] = "ssm",
        ["secrets."] = "secretsmanager",
    };

    /// <summary>The services whose changes can take a while.</summary>
    public static IReadOnlyCollection<string> Services => _services.Values;

    /// <summary>The service whose changes to such a table take a while, or null.</summary>
    internal static string? ServiceOf(string table) =>
        _services.FirstOrDefault(entry => table.StartsWith(entry.Key, StringComparison.Ordinal)).Value;
}
