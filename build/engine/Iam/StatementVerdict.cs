namespace Iam;

/// <summary>Why a statement speaks of a request, or does not.</summary>
public enum StatementOutcome
{
    Applies,
    OtherPrincipal,
    OtherAction,
    OtherResource,
    ConditionNotMet,
}

/// <summary>One step of the proof of a decision: what a statement had to say.</summary>
/// <param name="Detail">What the statement asks for and the request has, null when the statement applies.</param>
public sealed record StatementVerdict(StatementReference Statement, StatementOutcome Outcome, string? Detail)
{
    /// <summary>An Allow for this action that something else keeps from applying: where a mistake likely is.</summary>
    public bool IsNearMiss =>
        Statement.Statement.Effect == PolicyEffect.Allow
        && Outcome
            is StatementOutcome.OtherPrincipal
                or StatementOutcome.OtherResource
                or StatementOutcome.ConditionNotMet;

    /// <summary>A near miss as a sentence, without the resources that the statement has instead.</summary>
    public string Tell(string action)
    {
        var text =
            Outcome == StatementOutcome.OtherResource
                ? $"{Statement} allows {action}, on other resources only"
                : ToString();
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    public override string ToString()
    {
        var effect = Statement.Statement.Effect == PolicyEffect.Allow ? "allow" : "deny";
        return Outcome == StatementOutcome.Applies
            ? $"{Statement} applies: {effect}"
            : $"{Statement} does not apply: {Detail}";
    }
}
