namespace Deployment.Bootstrapping;

/// <summary>The read-only role of an environment.</summary>
/// <param name="Arn">Its ARN, placeholders filled in.</param>
/// <param name="TrustedAccounts">Accounts that may assume it.</param>
/// <param name="ManagedPolicies">ARNs of policies besides those that lookups need.</param>
public sealed record ReadOnlyRoleOptions(
    string Arn,
    IReadOnlyList<string> TrustedAccounts,
    IReadOnlyList<string> ManagedPolicies
)
{
    public const string StackName = "CDKReadOnlyRole";

    /// <summary>Null leaves what is there.</summary>
    public bool? TerminationProtection { get; init; }

    /// <summary>Leave a role alone that is at the template's version or newer, whatever its parameters.</summary>
    public bool OnlyOutdated { get; init; }

    internal string Account => Arn.Split(':')[4];

    internal string Name => Arn[(Arn.LastIndexOf('/') + 1)..];

    /// <summary>Begins and ends with a slash.</summary>
    internal string Path => Arn[(Arn.IndexOf(":role/", StringComparison.Ordinal) + 5)..(Arn.LastIndexOf('/') + 1)];
}
