using Iam.Matching;

namespace Iam.Conditions;

/// <summary>Compiles a value of a policy into its comparison; null when the value is not of the operator's type.</summary>
static class ValueTests
{
    public static ValueTest? Compile(OperatorFamily family, string value, bool variables) =>
        family switch
        {
            OperatorFamily.String => Text(PolicyText.Exact(value, variables, ignoreCase: false)),
            OperatorFamily.StringIgnoreCase => Text(PolicyText.Exact(value, variables, ignoreCase: true)),
            OperatorFamily.StringLike => Text(PolicyText.Like(value, variables)),
            OperatorFamily.Arn => Arn(new ArnFields(PolicyText.Like(value, variables))),
            OperatorFamily.Bool when variables && value.Contains("${", StringComparison.Ordinal) => Text(
                PolicyText.Exact(value, variables, ignoreCase: true)
            ),
            OperatorFamily.Bool or OperatorFamily.Null => Boolean(value),
            OperatorFamily.Binary => Binary(value),
            OperatorFamily.IpAddress => Address(value),
            >= OperatorFamily.NumericEquals and <= OperatorFamily.NumericGreaterThanEquals => Number(family, value),
            _ => Date(family, value),
        };

    static ValueTest Text(PolicyText text) => (given, context) => text.IsMatch(given, context);

    static ValueTest Arn(ArnFields fields) => (given, context) => fields.IsMatch(given, context);

    static ValueTest? Boolean(string value) =>
        bool.TryParse(value, out var wanted)
            ? (given, _) => bool.TryParse(given, out var actual) && actual == wanted
            : null;

    static ValueTest? Binary(string value)
    {
        var wanted = new byte[value.Length];
        if (!Convert.TryFromBase64String(value, wanted, out var length))
            return null;
        return (given, _) =>
        {
            var bytes = new byte[given.Length];
            return Convert.TryFromBase64String(given, bytes, out var count)
                && bytes.AsSpan(0, count).SequenceEqual(wanted.AsSpan(0, length));
        };
    }

    static ValueTest? Address(string value) =>
        AddressRange.TryParse(value, out var range) ? (given, _) => range.Contains(given) : null;

    static ValueTest? Number(OperatorFamily family, string value) =>
        Comparisons.TryNumber(value, out var wanted)
            ? (given, _) => Comparisons.TryNumber(given, out var n) && Comparisons.Holds(family, n.CompareTo(wanted))
            : null;

    static ValueTest? Date(OperatorFamily family, string value) =>
        Comparisons.TryDate(value, out var wanted)
            ? (given, _) => Comparisons.TryDate(given, out var d) && Comparisons.Holds(family, d.CompareTo(wanted))
        : Comparisons.LooksLikeDate(value) ? (_, _) => false
        : null;
}
