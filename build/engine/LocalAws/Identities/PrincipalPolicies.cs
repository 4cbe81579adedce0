using Iam;
using LocalAws.Worlds;

namespace LocalAws.Identities;

/// <summary>Who a caller is to IAM, and the policies that are attached to them now.</summary>
sealed class PrincipalPolicies(World world, IdentityStore identities)
{
    const string Nothing = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":"*","Resource":"*"}]}
        """;
    static readonly Dictionary<string, string> _noTags = [];
    readonly OrganizationPolicies _organization = new(world.Options, world.ManagementAccount);

    public (Principal Principal, Policies Policies) Of(Caller caller)
    {
        if (caller.Account.Length == 0)
            return (Principal.Anonymous, Policies.None);
        // CloudFormation waits until the services that it works with know what it has made; whoever signs calls does not.
        var known = caller.AccessKeyId is null ? identities.Of(caller.Account) : identities.SeenIn(caller.Account);
        var (principal, policies) = Within(known, caller);
        return (principal, policies with { ServiceControl = _organization.Over(caller.Account) });
    }

    (Principal Principal, Policies Policies) Within(AccountIdentities account, Caller caller)
    {
        if (caller.Session is { } session)
            return OfRole(account, session);
        return caller.UserName is { } name && account.Users.Find(name) is { } user
            ? (InOrganization(Principal.User(caller.Arn, user.Id) with { Tags = user.Tags }), OfUser(account, user))
            : (InOrganization(Principal.Root(caller.Account, caller.Partition)), Policies.None);
    }

    (Principal Principal, Policies Policies) OfRole(AccountIdentities account, RoleSession session)
    {
        var role = account.Roles.Find(session.RoleName);
        var tags = new Dictionary<string, string>(role?.Tags ?? _noTags, StringComparer.Ordinal);
        foreach (var (key, value) in session.Tags)
            tags[key] = value;
        var principal = Principal.RoleSession(session.RoleArn, session.RoleId, session.Name) with { Tags = tags };
        var policies = role is null ? Policies.None : Attached(account, role.Policies);
        var restricting = session
            .PolicyArns.Select(arn => Managed(account, arn, PolicyKind.Session))
            .OfType<Policy>()
            .ToList();
        if (session.Policy is { } inline)
            restricting.Add(PolicyCache.Get("the session policy", PolicyKind.Session, inline));
        return (
            InOrganization(principal),
            policies with
            {
                Session = session.Policy is null && session.PolicyArns.Count == 0 ? null : restricting,
            }
        );
    }

    /// <summary>The policies of a user and of the groups that it is in; the boundary is its own.</summary>
    static Policies OfUser(AccountIdentities account, User user)
    {
        var own = Attached(account, user.Policies);
        var ofGroups = account.GroupsOf(user.Name).SelectMany(group => Attached(account, group.Policies).Identity);
        return own with { Identity = [.. own.Identity, .. ofGroups] };
    }

    /// <summary>The policies of a user, group or role.</summary>
    public static Policies Attached(AccountIdentities account, AttachedPolicies attached)
    {
        var identity = attached
            .Inline.Select(policy => PolicyCache.Get(policy.Key, PolicyKind.Identity, policy.Value))
            .Concat(attached.Managed.Select(arn => Managed(account, arn, PolicyKind.Identity)).OfType<Policy>())
            .ToList();
        return new()
        {
            Identity = identity,
            Boundary = attached.Boundary is { } boundary ? Bounding(account, boundary) : null,
        };
    }

    /// <summary>A boundary that is gone allows nothing, rather than everything.</summary>
    static Policy Bounding(AccountIdentities account, string arn) =>
        Managed(account, arn, PolicyKind.Boundary) ?? PolicyCache.Get(arn, PolicyKind.Boundary, Nothing);

    static Policy? Managed(AccountIdentities account, string arn, PolicyKind kind)
    {
        var document = account.Policies.Find(arn)?.Default.Document ?? AwsManagedPolicies.Find(arn);
        // What IAM keeps may be written as session policies may not.
        return document is null ? null : PolicyCache.Get(arn, PolicyKind.Identity, document) with { Kind = kind };
    }

    Principal InOrganization(Principal principal) =>
        principal with
        {
            OrganizationId = world.OrganizationId,
            OrganizationPaths = [world.OrganizationPath],
        };
}
