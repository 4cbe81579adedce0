using Iam;

namespace LocalAws.Identities;

/// <summary>What somebody wanted to do and whether IAM let them.</summary>
/// <param name="Principal">The ARN that policies name: the role's of a session, otherwise the principal's own.</param>
/// <param name="Action">Like s3:GetObject.</param>
/// <param name="Message">The refusal in IAM's words; empty where it is allowed.</param>
public sealed record AccessDecision(string Principal, string Action, string Resource, bool IsAllowed, string Message)
{
    /// <summary>The condition keys that the service gives with the request, beside those of every request.</summary>
    public IReadOnlyList<string> ConditionKeys { get; init; } = [];

    /// <summary>The statements that are missing; none where it is allowed, or denied by a statement.</summary>
    public IReadOnlyList<MissingAllow> Missing { get; init; } = [];

    /// <summary>Statements that allow the action and do not apply, with the reason: where the mistake likely is.</summary>
    public IReadOnlyList<StatementVerdict> NearMisses { get; init; } = [];

    /// <summary>The statement that denies, or null.</summary>
    public StatementReference? DeniedBy { get; init; }

    internal static AccessDecision Of(Caller caller, AccessQuestion question, Decision decision)
    {
        var told = new AccessDecision(
            caller.PrincipalArn,
            question.Action,
            question.Resource,
            decision.IsAllowed,
            decision.IsAllowed ? "" : decision.Message
        )
        {
            ConditionKeys = [.. question.Context.Values.Select(pair => pair.Key)],
        };
        return decision switch
        {
            Decision.ImplicitDeny deny => told with
            {
                Missing = deny.Missing,
                NearMisses = [.. deny.Prove().Where(verdict => verdict.IsNearMiss)],
            },
            Decision.ExplicitDeny deny => told with { DeniedBy = deny.By },
            _ => told,
        };
    }
}
