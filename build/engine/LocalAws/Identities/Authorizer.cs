using System.Globalization;
using Iam;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.Identities;

/// <summary>Decides whether a caller may do something, from the policies that are in force now.</summary>
public sealed class Authorizer
{
    readonly World _world;
    readonly IdentityStore _identities;

    internal Authorizer(World world, IdentityStore identities)
    {
        _world = world;
        _identities = identities;
        Principals = new(world, identities);
    }

    /// <summary>Who callers are to IAM.</summary>
    internal PrincipalPolicies Principals { get; }

    /// <summary>Throws <see cref="AccessDeniedException"/> unless the caller may.</summary>
    public void Demand(Caller caller, AccessQuestion question)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(question);
        question = ActionKeys.Answered(question, caller.Request);
        var decision = Decide(caller, question);
        _world.Options.Decided?.Invoke(AccessDecision.Of(caller, question, decision));
        if (!decision.IsAllowed)
            throw new AccessDeniedException(decision);
    }

    /// <summary>Throws unless the caller may do the action on a resource of the account in its ARN.</summary>
    public void Demand(Caller caller, string region, string action, string resource) =>
        Demand(caller, new(action, resource, region));

    /// <summary>Whether the caller may.</summary>
    public bool Allows(Caller caller, AccessQuestion question) => Decide(caller, question).IsAllowed;

    /// <summary>Throws unless the caller may hand the role to the service: iam:PassRole, within one account only.</summary>
    public void DemandPassRole(Caller caller, string region, string roleArn, string service)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (roleArn?.Split(':') is not [_, _, "iam", _, var account, ..] || account != caller.Account)
            throw new AwsException("AccessDenied", "Cross-account pass role is not allowed.", 403);
        var context = RequestContext.Empty.With("iam:PassedToService", service);
        Demand(caller, new("iam:PassRole", roleArn, region) { Context = context });
    }

    /// <summary>The first user or role that a policy names as a principal and that does not exist, or null.</summary>
    public string? MissingPrincipalOf(PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return NamedIdentities.Missing(_identities, document);
    }

    /// <summary>Whether that is the ARN or unique id of a user or role that does not exist.</summary>
    public bool IsMissing(string principal) => NamedIdentities.IsMissing(_identities, principal);

    /// <summary>A policy of a role or resource as it is kept: with unique ids for the users and roles that it names.</summary>
    public string Keep(string policy) => NamedIdentities.WithIds(_identities, policy);

    /// <summary>A kept policy as it is shown: with ARNs for the users and roles that still exist.</summary>
    public string Show(string policy) => NamedIdentities.WithArns(_identities, policy);

    /// <summary>The decision with what decided it.</summary>
    public Decision Decide(Caller caller, AccessQuestion question)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(question);
        var (principal, policies) = Principals.Of(caller);
        question = ActionKeys.Answered(question, caller.Request);
        return Decide(principal, policies with { Resource = question.ResourcePolicy }, question, caller.ViaService);
    }

    internal Decision Decide(Principal principal, Policies policies, AccessQuestion question, string? viaService)
    {
        var request = new AccessRequest(principal, question.Action, question.Resource)
        {
            Context = Context(question, viaService),
        };
        if (question.ResourceAccount is { } account)
            request = request with { ResourceAccount = account };
        return PolicyEvaluator.Evaluate(InOrganization(request), policies);
    }

    /// <summary>Says which organization owns the resource, where one of this world's accounts does.</summary>
    AccessRequest InOrganization(AccessRequest request) =>
        request.ResourceAccount is { } owner && _world.HasAccount(owner)
            ? request with
            {
                Context = request
                    .Context.With("aws:ResourceOrgID", _world.OrganizationId)
                    .With("aws:ResourceOrgPaths", _world.OrganizationPath),
            }
            : request;

    /// <summary>The keys that every request has. The loopback connection stands for the TLS connection that it would be on AWS.</summary>
    RequestContext Context(AccessQuestion question, string? viaService)
    {
        var now = _world.Now;
        var context = question.Context.With([
            new("aws:RequestedRegion", [GlobalServices.RequestedRegion(question.Action, question.Region)]),
            new("aws:SecureTransport", ["true"]),
            new("aws:SourceIp", ["127.0.0.1"]),
            new("aws:CurrentTime", [now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)]),
            new("aws:EpochTime", [now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)]),
            new("aws:ViaAWSService", [viaService is null ? "false" : "true"]),
        ]);
        return viaService is null
            ? context
            : context
                .With("aws:CalledVia", viaService)
                .With("aws:CalledViaFirst", viaService)
                .With("aws:CalledViaLast", viaService);
    }
}
