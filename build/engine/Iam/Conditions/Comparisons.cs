using System.Globalization;
using System.Text.RegularExpressions;

namespace Iam.Conditions;

/// <summary>Numbers and dates as policies write them.</summary>
static partial class Comparisons
{
    static readonly string[] DateFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd",
        "yyyy-MM",
        "yyyy",
    ];

    public static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out number
        );

    /// <summary>An ISO 8601 date of the W3C profile, or seconds since 1970.</summary>
    public static bool TryDate(string text, out DateTimeOffset date)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, utc, out date))
            return true;
        if (!TryNumber(text, out var seconds) || seconds is < -62135596800m or > 253402300799m)
            return false;
        date = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    /// <summary>IAM takes dates that it cannot compare: parts may be missing from the end and have one digit.</summary>
    public static bool LooksLikeDate(string text) => LooseDate().IsMatch(text);

    [GeneratedRegex(
        @"^-?[0-9]{1,9}(-(0?[1-9]|1[0-2])(-(0?[1-9]|[12][0-9]|3[01]))?)?(T(([01]?[0-9]|2[0-3])(:[0-5]?[0-9](:[0-5]?[0-9](\.[0-9]{1,9})?(Z|\+([01][0-9]|2[0-3])(:[0-5][0-9])?)?)?)?)?)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex LooseDate();

    public static bool Holds(OperatorFamily family, int comparison) =>
        family switch
        {
            OperatorFamily.NumericEquals or OperatorFamily.DateEquals => comparison == 0,
            OperatorFamily.NumericLessThan or OperatorFamily.DateLessThan => comparison < 0,
            OperatorFamily.NumericLessThanEquals or OperatorFamily.DateLessThanEquals => comparison <= 0,
            OperatorFamily.NumericGreaterThan or OperatorFamily.DateGreaterThan => comparison > 0,
            _ => comparison >= 0,
        };
}
