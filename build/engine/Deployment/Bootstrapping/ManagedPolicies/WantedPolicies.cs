namespace Deployment.Bootstrapping.ManagedPolicies;

/// <summary>The managed policies that an environment's execution role is to have.</summary>
/// <param name="Name">What their names begin with; a hyphen and their number, from 1, follow.</param>
/// <param name="Documents">As JSON, each within IAM's limit for a managed policy.</param>
public sealed record WantedPolicies(string Name, IReadOnlyList<string> Documents)
{
    /// <summary>Managed policies of a role, without asking AWS for more (IAM User Guide, "IAM and AWS STS quotas").</summary>
    public const int Most = 10;

    /// <param name="number">From 1.</param>
    public string NameOf(int number) => $"{Name}-{number}";
}

/// <summary>What became of the policies.</summary>
/// <param name="Arns">Of those that the role is to have.</param>
public sealed record KeptPolicies(IReadOnlyList<string> Arns)
{
    /// <summary>How many were made.</summary>
    public int Made { get; init; }

    /// <summary>How many have got another version.</summary>
    public int Changed { get; init; }

    /// <summary>Whether anything was written.</summary>
    public bool IsNews => Made + Changed > 0;
}
