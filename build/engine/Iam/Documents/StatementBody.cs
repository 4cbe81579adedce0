using Iam.Conditions;
using Iam.Evaluations;
using Iam.Matching;

namespace Iam.Documents;

/// <summary>A statement, compiled.</summary>
/// <param name="Principals">Null in policies that are attached to principals.</param>
/// <param name="ExceptActions">Whether the actions are those that the statement is not about (NotAction).</param>
/// <param name="Resources">Null in a trust policy, whose resource is the role it is attached to.</param>
sealed record StatementBody(
    PolicyEffect Effect,
    PrincipalElement? Principals,
    ActionPattern Actions,
    bool ExceptActions,
    IReadOnlyList<PolicyText>? Resources,
    bool ExceptResources,
    IReadOnlyList<Condition> Conditions
)
{
    public bool CoversAction(string action) => Actions.IsMatch(action) != ExceptActions;

    public bool CoversResource(EvaluationContext context)
    {
        if (Resources is null)
            return true;
        context.MetUnresolvedVariable = false;
        foreach (var resource in Resources)
            if (resource.IsMatch(context.Request.Resource, context))
                return !ExceptResources;
        return ExceptResources && MayNegate(context);
    }

    public bool MeetsConditions(EvaluationContext context)
    {
        foreach (var condition in Conditions)
            if (!IsMet(condition, context))
                return false;
        return true;
    }

    public bool IsMet(Condition condition, EvaluationContext context)
    {
        context.MetUnresolvedVariable = false;
        if (Effect == PolicyEffect.Allow && condition.LacksSetOperator(context))
            return false;
        return condition.IsMet(context) && (!condition.IsNegated || MayNegate(context));
    }

    /// <summary>
    /// A variable without a value invalidates its statement. What does not match because of one is no reason to allow;
    /// a deny is kept, so that nothing passes here that might be refused on AWS.
    /// </summary>
    bool MayNegate(EvaluationContext context) => Effect == PolicyEffect.Deny || !context.MetUnresolvedVariable;
}
