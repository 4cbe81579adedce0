using Iam.Evaluations;

namespace Iam.Conditions;

/// <summary>One key of a condition block under one operator, with the values it is compared to.</summary>
sealed class Condition(
    ConditionOperator op,
    string key,
    IReadOnlyList<string> values,
    IReadOnlyList<ValueTest> tests,
    IReadOnlyList<string> variables
)
{
    public string Operator { get; } = op.Name;

    public string Key { get; } = key;

    public IReadOnlyList<string> Values { get; } = values;

    public bool IsNegated => op.Negated;

    /// <summary>The condition keys whose values its own values take.</summary>
    public IEnumerable<string> Variables { get; } = variables;

    /// <summary>
    /// Whether the request has several values and the operator compares one, which "require a condition set operator" (IAM User
    /// Guide, "Single-valued vs. multivalued context keys"). Nothing says what becomes of it, so that an Allow does not rest on it.
    /// </summary>
    public bool LacksSetOperator(EvaluationContext context) =>
        op is { Set: SetQualifier.None, TestsPresence: false } && context.Find(Key) is { Count: > 1 };

    public bool IsMet(EvaluationContext context)
    {
        var given = context.Find(Key);
        if (op.TestsPresence)
            return MatchesAny(given is { Count: > 0 } ? "false" : "true", context);
        if (given is not { Count: > 0 })
            return IsMetByAbsence();
        return op.Set switch
        {
            SetQualifier.ForAllValues => AllPass(given, context),
            SetQualifier.ForAnyValue => AnyPasses(given, context),
            _ => AnyMatches(given, context) != op.Negated,
        };
    }

    /// <summary>
    /// An absent key fails a positive operator and meets a negated one, IfExists meets any; ForAllValues holds for no
    /// values, ForAnyValue does not.
    /// </summary>
    bool IsMetByAbsence() =>
        op.Set switch
        {
            SetQualifier.ForAllValues => true,
            SetQualifier.ForAnyValue => op.IfExists,
            _ => op.IfExists || op.Negated,
        };

    bool AllPass(IReadOnlyList<string> given, EvaluationContext context)
    {
        foreach (var value in given)
            if (MatchesAny(value, context) == op.Negated)
                return false;
        return true;
    }

    bool AnyPasses(IReadOnlyList<string> given, EvaluationContext context)
    {
        foreach (var value in given)
            if (MatchesAny(value, context) != op.Negated)
                return true;
        return false;
    }

    bool AnyMatches(IReadOnlyList<string> given, EvaluationContext context)
    {
        foreach (var value in given)
            if (MatchesAny(value, context))
                return true;
        return false;
    }

    bool MatchesAny(string value, EvaluationContext context)
    {
        foreach (var test in tests)
            if (test(value, context))
                return true;
        return false;
    }
}
