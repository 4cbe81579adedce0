using System.Globalization;
using System.Xml.Linq;
using Guards;

namespace LocalAws.S3.Objects;

/// <summary>When an object expires by the lifecycle rules of its bucket, of which S3 tells the earliest that applies.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html: days count from the object's creation, and the
/// time is that of the next midnight, UTC.
/// </remarks>
static class ExpiryRules
{
    const string Header = "x-amz-expiration";

    /// <param name="response">What is answered of the object.</param>
    /// <param name="lifecycle">The bucket's lifecycle configuration, null where it has none.</param>
    /// <param name="stored">The current version.</param>
    public static void Describe(Microsoft.AspNetCore.Http.HttpResponse response, string? lifecycle, StoredObject stored)
    {
        if (lifecycle is null)
            return;
        var earliest = ShallowXml
            .Parse(lifecycle)
            .Children("Rule")
            .Where(rule => rule.Child("Status")?.Value == "Enabled" && Applies(rule, stored))
            .Select(rule => (Rule: rule, Ends: EndOf(rule, stored.Modified)))
            .Where(one => one.Ends is not null)
            .OrderBy(one => one.Ends)
            .FirstOrDefault();
        if (earliest.Ends is { } ends)
            response.Headers[Header] =
                $"expiry-date=\"{ends.ToString("r", CultureInfo.InvariantCulture)}\", rule-id=\"{Uri.EscapeDataString(earliest.Rule.Child("ID")?.Value ?? "")}\"";
    }

    static DateTimeOffset? EndOf(XElement rule, DateTimeOffset modified)
    {
        var expiration = rule.Child("Expiration");
        if (expiration?.Child("Date") is { } date)
            return DateTimeOffset.Parse(date.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        if (expiration?.Child("Days") is not { } days)
            return null;
        var ends = modified.ToUniversalTime().AddDays(int.Parse(days.Value, CultureInfo.InvariantCulture));
        return ends.TimeOfDay == TimeSpan.Zero ? ends : new DateTimeOffset(ends.Date.AddDays(1), TimeSpan.Zero);
    }

    static bool Applies(XElement rule, StoredObject stored)
    {
        var filter = rule.Child("Filter");
        var all = (filter?.Child("And") ?? filter)?.Elements() ?? [];
        return stored.Key.StartsWith(rule.Child("Prefix")?.Value ?? "", StringComparison.Ordinal)
            && all.All(condition => Holds(condition, stored));
    }

    static bool Holds(XElement condition, StoredObject stored) =>
        condition.Name.LocalName switch
        {
            "Prefix" => stored.Key.StartsWith(condition.Value, StringComparison.Ordinal),
            "Tag" => stored.Tags.TryGetValue(condition.Child("Key")?.Value ?? "", out var value)
                && value == (condition.Child("Value")?.Value ?? ""),
            "ObjectSizeGreaterThan" => stored.Size > long.Parse(condition.Value, CultureInfo.InvariantCulture),
            "ObjectSizeLessThan" => stored.Size < long.Parse(condition.Value, CultureInfo.InvariantCulture),
            _ => false,
        };
}
