namespace Iam.Evaluations;

/// <summary>Finds statements that speak of a request.</summary>
static class PolicySearch
{
    /// <summary>The first statement of any policy that denies the request.</summary>
    public static StatementReference? FindDeny(Policies policies, EvaluationContext context)
    {
        if (CallerRules.IsUnderServiceControl(context.Request.Caller))
        {
            foreach (var level in policies.ServiceControl)
                if (Find(PolicyEffect.Deny, level, context) is { } byServiceControl)
                    return byServiceControl;
        }
        return FindDenyOfResource(policies, context)
            ?? Find(PolicyEffect.Deny, policies.Identity, context)
            ?? Find(PolicyEffect.Deny, policies.Boundary, context)
            ?? Find(PolicyEffect.Deny, policies.Session ?? [], context);
    }

    /// <summary>The first statement of this effect in policies attached to the caller.</summary>
    public static StatementReference? Find(
        PolicyEffect effect,
        IReadOnlyList<Policy> policies,
        EvaluationContext context
    )
    {
        foreach (var policy in policies)
            if (Find(effect, policy, context) is { } found)
                return found;
        return null;
    }

    public static StatementReference? Find(PolicyEffect effect, Policy? policy, EvaluationContext context)
    {
        if (policy is null)
            return null;
        foreach (var statement in policy.Document.Statements)
            if (statement.Effect == effect && statement.Applies(context))
                return new StatementReference(policy, statement);
        return null;
    }

    /// <summary>The statement of the resource's policy that names the caller most closely among those that allow.</summary>
    public static ResourceGrant FindGrant(Policy? policy, EvaluationContext context)
    {
        var best = ResourceGrant.None;
        foreach (var statement in policy?.Document.Statements ?? [])
        {
            if (statement.Effect != PolicyEffect.Allow || statement.Principals is not { } principals)
                continue;
            var scope = principals.Grants(context.Request.Caller);
            if (scope > best.Scope && statement.Applies(context))
                best = new ResourceGrant(scope, new StatementReference(policy!, statement));
        }
        return best;
    }

    static StatementReference? FindDenyOfResource(Policies policies, EvaluationContext context)
    {
        var policy = policies.Resource;
        foreach (var statement in policy?.Document.Statements ?? [])
            if (
                statement is { Effect: PolicyEffect.Deny, Principals: { } principals }
                && principals.Strikes(context.Request.Caller, policies.Boundary is not null)
                && statement.Applies(context)
            )
                return new StatementReference(policy!, statement);
        return null;
    }
}
