using System.Diagnostics.CodeAnalysis;

namespace Iam.Conditions;

/// <summary>Whether a request's value meets one value of the policy.</summary>
delegate bool ValueTest(string given, Evaluations.EvaluationContext context);

enum SetQualifier
{
    None,
    ForAllValues,
    ForAnyValue,
}

/// <summary>A condition operator with its set qualifier and IfExists.</summary>
sealed record ConditionOperator(
    string Name,
    OperatorFamily Family,
    bool Negated,
    SetQualifier Set = SetQualifier.None,
    bool IfExists = false
)
{
    const string ExistsSuffix = "IfExists";

    static readonly Dictionary<string, ConditionOperator> Plain = new ConditionOperator[]
    {
        new("StringEquals", OperatorFamily.String, false),
        new("StringNotEquals", OperatorFamily.String, true),
        new("StringEqualsIgnoreCase", OperatorFamily.StringIgnoreCase, false),
        new("StringNotEqualsIgnoreCase", OperatorFamily.StringIgnoreCase, true),
        new("StringLike", OperatorFamily.StringLike, false),
        new("StringNotLike", OperatorFamily.StringLike, true),
        new("NumericEquals", OperatorFamily.NumericEquals, false),
        new("NumericNotEquals", OperatorFamily.NumericEquals, true),
        new("NumericLessThan", OperatorFamily.NumericLessThan, false),
        new("NumericLessThanEquals", OperatorFamily.NumericLessThanEquals, false),
        new("NumericGreaterThan", OperatorFamily.NumericGreaterThan, false),
        new("NumericGreaterThanEquals", OperatorFamily.NumericGreaterThanEquals, false),
        new("DateEquals", OperatorFamily.DateEquals, false),
        new("DateNotEquals", OperatorFamily.DateEquals, true),
        new("DateLessThan", OperatorFamily.DateLessThan, false),
        new("DateLessThanEquals", OperatorFamily.DateLessThanEquals, false),
        new("DateGreaterThan", OperatorFamily.DateGreaterThan, false),
        new("DateGreaterThanEquals", OperatorFamily.DateGreaterThanEquals, false),
        new("Bool", OperatorFamily.Bool, false),
        new("BinaryEquals", OperatorFamily.Binary, false),
        new("IpAddress", OperatorFamily.IpAddress, false),
        new("NotIpAddress", OperatorFamily.IpAddress, true),
        new("ArnEquals", OperatorFamily.Arn, false),
        new("ArnLike", OperatorFamily.Arn, false),
        new("ArnNotEquals", OperatorFamily.Arn, true),
        new("ArnNotLike", OperatorFamily.Arn, true),
        new("Null", OperatorFamily.Null, false),
    }.ToDictionary(o => o.Name, StringComparer.Ordinal);

    /// <summary>Null asks whether the key is there, not what it is.</summary>
    public bool TestsPresence => Family == OperatorFamily.Null;

    /// <summary>Reads an operator as a policy writes it, like ForAnyValue:StringLikeIfExists.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ConditionOperator? result)
    {
        result = null;
        var set = SetQualifier.None;
        var name = text;
        if (text.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0)
        {
            if (text[..colon] is not ("ForAllValues" or "ForAnyValue"))
                return false;
            set = text.StartsWith("ForAll", StringComparison.Ordinal)
                ? SetQualifier.ForAllValues
                : SetQualifier.ForAnyValue;
            name = text[(colon + 1)..];
        }
        var ifExists = name.EndsWith(ExistsSuffix, StringComparison.Ordinal);
        if (ifExists)
            name = name[..^ExistsSuffix.Length];
        if (!Plain.TryGetValue(name, out var plain) || (plain.TestsPresence && (ifExists || set != SetQualifier.None)))
            return false;
        result = plain with { Name = text, Set = set, IfExists = ifExists };
        return true;
    }
}
