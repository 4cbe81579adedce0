namespace Deployment.Bootstrapping.WebIdentities;

/// <summary>The roles of a build system outside AWS, and whose tokens open them.</summary>
/// <param name="Issuer">The URL of the OpenID Connect issuer, without a slash at its end.</param>
/// <param name="Audience">The claim aud of the tokens.</param>
public sealed record WebIdentityOptions(string Issuer, string Audience, IReadOnlyList<WebIdentityRole> Roles)
{
    public const string StackName = "CDKWebIdentity";

    /// <summary>Null leaves what is there.</summary>
    public bool? TerminationProtection { get; init; }

    /// <summary>Leave roles alone that are there, whatever they trust and may do.</summary>
    public bool OnlyOutdated { get; init; }

    /// <summary>The issuer as ARNs and condition keys name it: without the scheme.</summary>
    /// <remarks>IAM User Guide, "Available keys for AWS OIDC federation".</remarks>
    public string Name => Issuer[(Issuer.IndexOf("://", StringComparison.Ordinal) + 3)..];

    /// <summary>The ARN of the issuer's provider in an account.</summary>
    public string ProviderIn(string partition, string account) =>
        $"arn:{partition}:iam::{account}:oidc-provider/{Name}";
}

/// <summary>A role that is assumed by web identity, and that may do nothing but assume others.</summary>
/// <param name="Subjects">The claims sub of the tokens that open it; * stands for anything.</param>
/// <param name="Assumes">The ARNs of the roles that it may assume.</param>
public sealed record WebIdentityRole(
    string Name,
    string Description,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<string> Assumes
)
{
    /// <summary>The longest session, an hour at least and twelve at most.</summary>
    public TimeSpan LongestSession { get; init; } = TimeSpan.FromHours(1);
}
