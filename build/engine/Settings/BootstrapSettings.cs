namespace Settings;

/// <summary>How an environment is bootstrapped. What is null is not said here: the general settings say it, else what is there stays.</summary>
public sealed record BootstrapSettings
{
    /// <summary>
    /// What CloudFormation may do in the environment: policy ARNs with placeholders, or <see cref="LeastPrivilege"/> alone. Never
    /// empty in the end.
    /// </summary>
    public IReadOnlyList<string> ExecutionPolicies { get; init; } = [];

    /// <summary>Accounts that may deploy into it besides the CI/CD account.</summary>
    public IReadOnlyList<string>? Trust { get; init; }

    /// <summary>Accounts that may look values up in it besides those that may deploy.</summary>
    public IReadOnlyList<string>? TrustForLookup { get; init; }

    /// <summary>The name of a policy of the environment's account that bounds what CloudFormation may do.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>What the staging bucket is encrypted with: <see cref="NewKey"/>, or the ARN or id of a key.</summary>
    public string? Key { get; init; }

    public bool? TerminationProtection { get; init; }

    /// <summary>Whether it has the read-only role, which lookups go through.</summary>
    public bool? ReadOnlyRole { get; init; }

    /// <summary>Managed policies of the read-only role besides what lookups need: ARNs with placeholders.</summary>
    public IReadOnlyList<string>? ReadOnlyPolicies { get; init; }

    /// <summary>Policies that bootstrapping makes of what the Cloud Assemblies need.</summary>
    public const string LeastPrivilege = "leastPrivilege";

    /// <summary>Whether bootstrapping makes the execution policies.</summary>
    public bool IsLeastPrivilege => ExecutionPolicies is [LeastPrivilege];

    /// <summary>A customer key that the bootstrap stack makes.</summary>
    public const string NewKey = "new";

    /// <summary>These settings, and where they say nothing the general ones.</summary>
    public BootstrapSettings Over(BootstrapSettings general) =>
        new()
        {
            ExecutionPolicies = ExecutionPolicies.Count > 0 ? ExecutionPolicies : general.ExecutionPolicies,
            Trust = Trust ?? general.Trust,
            TrustForLookup = TrustForLookup ?? general.TrustForLookup,
            PermissionsBoundary = PermissionsBoundary ?? general.PermissionsBoundary,
            Key = Key ?? general.Key,
            TerminationProtection = TerminationProtection ?? general.TerminationProtection,
            ReadOnlyRole = ReadOnlyRole ?? general.ReadOnlyRole,
            ReadOnlyPolicies = ReadOnlyPolicies ?? general.ReadOnlyPolicies,
        };
}
