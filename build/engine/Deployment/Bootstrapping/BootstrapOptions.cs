namespace Deployment.Bootstrapping;

/// <summary>What an environment is bootstrapped with; the parameters of CDK's own bootstrap template. Null leaves what is there.</summary>
public sealed record BootstrapOptions
{
    public string StackName { get; init; } = "CDKToolkit";
    public string Qualifier { get; init; } = "hnb659fds";

    /// <summary>Accounts that may deploy into the environment.</summary>
    public IReadOnlyList<string>? TrustedAccounts { get; init; }

    /// <summary>Accounts that may look values up in it; those that may deploy may look up as well.</summary>
    public IReadOnlyList<string>? TrustedAccountsForLookup { get; init; }

    /// <summary>ARNs of the policies of the CloudFormation execution role; needed as soon as another account is trusted.</summary>
    public IReadOnlyList<string>? ExecutionPolicies { get; init; }

    /// <summary>AWS_MANAGED_KEY, an ARN or id, or empty to make a key; null keeps the stack's, or takes S3's own for a new one.</summary>
    public string? KmsKeyId { get; init; }
    public string? BucketName { get; init; }
    public bool PublicAccessBlock { get; init; } = true;

    /// <summary>Name of a policy that bounds the execution role.</summary>
    public string? PermissionsBoundary { get; init; }
    public bool? TerminationProtection { get; init; }
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Leave every bootstrap stack alone that is at the template's version or newer, whatever its parameters.</summary>
    public bool OnlyOutdated { get; init; }
}

/// <summary>What became of an environment's bootstrap stack.</summary>
public abstract record BootstrapOutcome(int Version)
{
    /// <summary>What of it could not be looked at, and why.</summary>
    public IReadOnlyList<string> Unseen { get; init; } = [];

    public sealed record Created(int Version) : BootstrapOutcome(Version);

    public sealed record Updated(int From, int Version) : BootstrapOutcome(Version);

    /// <summary>Resources that somebody had deleted without the stack were made anew.</summary>
    public sealed record Repaired(int Version, IReadOnlyList<string> Resources) : BootstrapOutcome(Version);

    /// <summary>It is as it is to be.</summary>
    public sealed record Unchanged(int Version) : BootstrapOutcome(Version);

    /// <summary>It is newer than the installed CLI's template, or not CDK's own, and stays as it is.</summary>
    public sealed record LeftAlone(int Version, string Why) : BootstrapOutcome(Version);
}
