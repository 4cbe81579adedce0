using System.Collections.Immutable;

namespace Iam;

/// <summary>Who makes a request.</summary>
public sealed record Principal
{
    Principal(PrincipalType type, string arn, string userId) => (Type, Arn, UserId) = (type, arn, userId);

    public PrincipalType Type { get; }

    /// <summary>The ARN that GetCallerIdentity and error messages show; of a service, its name.</summary>
    public string Arn { get; }

    /// <summary>aws:userid, in a role session "AROA...:session name".</summary>
    public string UserId { get; }

    /// <summary>The account, null for services, web identities and anonymous requests.</summary>
    public string? Account { get; private init; }

    /// <summary>The ARN of the role of a role session, or of the user of a federated user.</summary>
    public string? IssuerArn { get; private init; }

    /// <summary>Principal tags: the user's, or the role's with the session's over them.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The canonical id of the account, by which S3 policies may name it.</summary>
    public string? CanonicalUserId { get; init; }

    /// <summary>aws:PrincipalOrgID.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>aws:PrincipalOrgPaths.</summary>
    public IReadOnlyList<string> OrganizationPaths { get; init; } = [];

    public static Principal Anonymous { get; } = new(PrincipalType.Anonymous, "anonymous", "anonymous");

    public static Principal Root(string account, string partition = "aws") =>
        new(PrincipalType.Root, $"arn:{partition}:iam::{account}:root", account) { Account = account };

    public static Principal User(string arn, string userId) =>
        new(PrincipalType.User, arn, userId) { Account = Arns.AccountOf(arn) };

    /// <param name="roleArn">The role's own ARN, with its path; the session's ARN has only its name.</param>
    public static Principal RoleSession(string roleArn, string roleId, string sessionName) =>
        new(PrincipalType.RoleSession, Arns.SessionOf(roleArn, sessionName), $"{roleId}:{sessionName}")
        {
            Account = Arns.AccountOf(roleArn),
            IssuerArn = roleArn,
        };

    public static Principal FederatedUser(string userArn, string name)
    {
        var account = Arns.AccountOf(userArn);
        var arn = $"arn:{Arns.PartitionOf(userArn)}:sts::{account}:federated-user/{name}";
        return new(PrincipalType.FederatedUser, arn, $"{account}:{name}") { Account = account, IssuerArn = userArn };
    }

    /// <param name="provider">ARN of the OIDC or SAML provider, or the domain of a provider that AWS knows itself.</param>
    public static Principal WebIdentity(string provider, string subject) =>
        new(PrincipalType.WebIdentity, provider, subject);

    /// <param name="name">Like cloudformation.amazonaws.com.</param>
    public static Principal Service(string name) => new(PrincipalType.Service, name, name);

    /// <summary>The name of a user, aws:username; null for everyone else.</summary>
    public string? UserName => Type == PrincipalType.User ? Arn[(Arn.LastIndexOf('/') + 1)..] : null;
}
