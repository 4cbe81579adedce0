using Iam.Conditions;
using Iam.Documents;

namespace Iam.Evaluations;

/// <summary>Judges every statement of every policy, for the explanation of a decision.</summary>
sealed class StatementTrial(EvaluationContext context, bool hasBoundary)
{
    AccessRequest Request => context.Request;

    /// <summary>The verdicts in the order of AWS's evaluation.</summary>
    public static IReadOnlyList<StatementVerdict> Of(AccessRequest request, Policies policies)
    {
        var trial = new StatementTrial(new EvaluationContext(request), policies.Boundary is not null);
        return [.. policies.InOrder.SelectMany(p => p.Document.Statements.Select(s => trial.Judge(new(p, s))))];
    }

    StatementVerdict Judge(StatementReference statement)
    {
        var body = statement.Statement.Body;
        if (!body.CoversAction(Request.Action))
            return new(statement, StatementOutcome.OtherAction, $"its actions do not include {Request.Action}");
        if (body.Principals is { } principals && !Names(principals, statement.Statement.Effect))
            return new(
                statement,
                StatementOutcome.OtherPrincipal,
                $"its principals do not include {Request.Caller.Arn}"
            );
        if (!body.CoversResource(context))
            return new(statement, StatementOutcome.OtherResource, Describe(body));
        var failed = body.Conditions.FirstOrDefault(c => !body.IsMet(c, context));
        return failed is null
            ? new(statement, StatementOutcome.Applies, null)
            : new(statement, StatementOutcome.ConditionNotMet, Describe(failed));
    }

    bool Names(PrincipalElement principals, PolicyEffect effect) =>
        effect == PolicyEffect.Allow
            ? principals.Grants(Request.Caller) != GrantScope.None
            : principals.Strikes(Request.Caller, hasBoundary);

    string Describe(StatementBody body)
    {
        var resources = string.Join(", ", (body.Resources ?? []).Select(r => r.Source));
        return $"{(body.ExceptResources ? "it excepts" : "its resources are")} {resources}, asked was {Request.Resource}";
    }

    string Describe(Condition condition)
    {
        var given = context.Find(condition.Key);
        var had = given is { Count: > 0 } ? $"is {string.Join(", ", given)}" : "is not in the request";
        return $"{condition.Key} {had}, its condition {condition.Operator} asks for {string.Join(", ", condition.Values)}";
    }
}
