using Iam.Evaluations;

namespace Iam;

/// <summary>
/// Decides requests as the IAM User Guide documents it under "Policy evaluation logic": an explicit deny wins; then
/// service control policies, the resource's policy, identity policies, boundary and session policies have to allow, as
/// far as each applies to the caller and the accounts involved.
/// </summary>
public static class PolicyEvaluator
{
    public static Decision Evaluate(AccessRequest request, Policies policies)
    {
        var context = new EvaluationContext(request);
        if (PolicySearch.FindDeny(policies, context) is { } deny)
            return new Decision.ExplicitDeny(request, policies, deny);
        var allows = new AllowSearch(context, policies).Run();
        return allows.Missing.Count > 0
            ? new Decision.ImplicitDeny(request, policies, allows.Missing)
            : new Decision.Allowed(request, policies, allows.Found);
    }
}
