namespace Iam.Evaluations;

/// <summary>Collects the Allows that a request needs: those found, and those missing.</summary>
sealed class AllowSearch(EvaluationContext context, Policies policies)
{
    readonly List<StatementReference> _found = [];
    readonly List<MissingAllow> _missing = [];

    public IReadOnlyList<StatementReference> Found => _found;

    public IReadOnlyList<MissingAllow> Missing => _missing;

    AccessRequest Request => context.Request;

    Principal Caller => Request.Caller;

    public AllowSearch Run()
    {
        var grant = PolicySearch.FindGrant(policies.Resource, context);
        if (!CallerRules.HasAccount(Caller))
        {
            NeedGrant(grant);
            return this;
        }
        NeedServiceControl();
        var own = Request.ResourceAccount is null || Request.ResourceAccount == Caller.Account;
        if (!own || CallerRules.ResourceHasToAllow(Request, policies.Resource))
            NeedGrant(grant);
        else if (grant.Scope > GrantScope.Account)
            _found.Add(grant.Statement!);
        NeedOfCaller(own ? ScopeInOwnAccount(grant) : GrantScope.None);
        return this;
    }

    /// <summary>A grant that is missing counts as given, for the statement proposed for it would name the caller.</summary>
    GrantScope ScopeInOwnAccount(ResourceGrant grant) =>
        grant.Scope == GrantScope.None && CallerRules.ResourceHasToAllow(Request, policies.Resource)
            ? CallerRules.ScopeOfOwnName(Caller)
            : grant.Scope;

    void NeedServiceControl()
    {
        if (!CallerRules.IsUnderServiceControl(Caller))
            return;
        for (var level = 0; level < policies.ServiceControl.Count; level++)
            Need(PolicyKind.ServiceControl, policies.ServiceControl[level], level);
    }

    void NeedGrant(ResourceGrant grant)
    {
        if (grant.Statement is { } statement)
            _found.Add(statement);
        else
            Miss(CallerRules.KindOfResource(Request, policies.Resource), null);
    }

    /// <summary>The policies attached to the caller, as far as the grant of the resource does not get around them.</summary>
    void NeedOfCaller(GrantScope grant)
    {
        if (grant == GrantScope.Direct || Caller.Type == PrincipalType.Root)
            return;
        if (grant < GrantScope.Role)
            Need(PolicyKind.Identity, policies.Identity);
        if (policies.Boundary is { } boundary)
            Need(PolicyKind.Boundary, [boundary]);
        if (policies.Session is { } session)
            Need(PolicyKind.Session, session);
        else if (Caller.Type == PrincipalType.FederatedUser)
            Need(PolicyKind.Session, []);
    }

    void Need(PolicyKind kind, IReadOnlyList<Policy> candidates, int? level = null)
    {
        if (PolicySearch.Find(PolicyEffect.Allow, candidates, context) is { } found)
            _found.Add(found);
        else
            Miss(kind, level);
    }

    void Miss(PolicyKind kind, int? level) =>
        _missing.Add(new MissingAllow(kind, StatementProposal.For(Request, kind)) { Level = level });
}
