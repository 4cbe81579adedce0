using System.Globalization;
using System.Xml.Linq;

namespace LocalAws.S3.Buckets;

/// <summary>
/// What S3 takes as the lifecycle configuration of a bucket (S3 User Guide, "Lifecycle configuration elements" and
/// "Transitioning objects using Amazon S3 Lifecycle").
/// </summary>
static class LifecycleRules
{
    const int Most = 1000;
    const int LongestId = 255;
    const int LeastDaysToRare = 30;

    static readonly string[] _actions =
    [
        "Expiration",
        "Transition",
        "NoncurrentVersionExpiration",
        "NoncurrentVersionTransition",
        "AbortIncompleteMultipartUpload",
    ];

    /// <summary>The counts of days and versions, and the action that each belongs to.</summary>
    static readonly (string Action, string Name)[] _counts =
    [
        ("Expiration", "Days"),
        ("NoncurrentVersionExpiration", "NoncurrentDays"),
        ("NoncurrentVersionExpiration", "NewerNoncurrentVersions"),
        ("NoncurrentVersionTransition", "NewerNoncurrentVersions"),
        ("AbortIncompleteMultipartUpload", "DaysAfterInitiation"),
    ];

    public static void Check(XElement configuration)
    {
        var rules = configuration.Children("Rule").ToList();
        if (rules.Count is 0 or > Most)
            throw S3Failures.MalformedXml();
        var ids = rules.Select(rule => rule.Child("ID")?.Value).OfType<string>().Where(id => id.Length > 0).ToList();
        if (ids.Find(id => id.Length > LongestId) is { } id)
            throw Invalid($"ID length should not exceed allowed limit of {LongestId}", "ID", id);
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count)
            throw Invalid("RuleId must be unique. Found same ID for more than one rule", "ID", Repeated(ids));
        foreach (var rule in rules)
            CheckRule(rule);
    }

    /// <summary>Gives an ID to the rules that have none.</summary>
    public static void Name(XElement configuration)
    {
        foreach (
            var rule in configuration.Children("Rule").Where(rule => rule.Child("ID") is not { Value.Length: > 0 })
        )
        {
            rule.Child("ID")?.Remove();
            rule.AddFirst(new XElement(rule.Name.Namespace + "ID", Guid.NewGuid().ToString("N")));
        }
    }

    /// <summary>
    /// Notes with the rules from which size on they move objects, where they do not say (S3 API Reference,
    /// PutBucketLifecycleConfiguration, TransitionDefaultMinimumObjectSize).
    /// </summary>
    public static void SetSmallestMoved(XElement configuration, string? value)
    {
        if (value is null)
            return;
        if (value is not (EverySize or "varies_by_storage_class"))
            throw S3Failures.InvalidRequest($"Invalid TransitionDefaultMinimumObjectSize found: {value}");
        configuration.SetAttributeValue(SmallestMoved, value);
    }

    /// <summary>What SetSmallestMoved noted, which is no part of the rules as they are shown.</summary>
    public static string TakeSmallestMoved(XElement configuration)
    {
        var value = configuration.Attribute(SmallestMoved)?.Value ?? EverySize;
        configuration.SetAttributeValue(SmallestMoved, null);
        return value;
    }

    const string SmallestMoved = "TransitionDefaultMinimumObjectSize";
    const string EverySize = "all_storage_classes_128K";

    static string Repeated(List<string> ids) => ids.GroupBy(id => id).First(same => same.Count() > 1).Key;

    static void CheckRule(XElement rule)
    {
        var isOfTags = CheckFilter(rule);
        if (!_actions.Any(action => rule.Child(action) is not null))
            throw S3Failures.InvalidRequest("At least one action needs to be specified in a rule");
        foreach (var (action, name) in _counts)
        foreach (var element in rule.Children(action))
            CheckCount(element, action, name);
        if (rule.Child("NoncurrentVersionExpiration") is { HasElements: false })
            throw S3Failures.MalformedXml();
        CheckExpiration(rule.Child("Expiration"), isOfTags);
        if (isOfTags && rule.Child("AbortIncompleteMultipartUpload") is not null)
            throw S3Failures.InvalidRequest("AbortIncompleteMultipartUpload cannot be specified with Tags.");
        foreach (var transition in rule.Children("Transition"))
            CheckTransition(transition, "Days");
        foreach (var transition in rule.Children("NoncurrentVersionTransition"))
            CheckTransition(transition, "NoncurrentDays");
        CheckOrder(rule);
    }

    /// <summary>A rule has a filter, or a prefix as it was once, and a filter is one thing, or several of them in And. Says whether tags are among them.</summary>
    static bool CheckFilter(XElement rule)
    {
        var filter = rule.Child("Filter");
        if (filter is null == rule.Child("Prefix") is null || filter?.Elements().Count() > 1)
            throw S3Failures.MalformedXml();
        var and = filter?.Child("And");
        if (and is not null && and.Elements().Count() < 2)
            throw S3Failures.MalformedXml();
        var within = and ?? filter;
        if (Number(within?.Child("ObjectSizeLessThan")) <= Number(within?.Child("ObjectSizeGreaterThan")))
            throw S3Failures.InvalidRequest(
                "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'."
            );
        var tags = (within?.Children("Tag") ?? []).Select(tag => tag.Child("Key")?.Value).ToList();
        if (tags.Distinct(StringComparer.Ordinal).Count() < tags.Count)
            throw S3Failures.InvalidRequest("Duplicate Tag Keys are not allowed.");
        return tags.Count > 0;
    }

    static void CheckCount(XElement action, string kind, string name)
    {
        if (Number(action.Child(name)) is { } count and < 1)
            throw Invalid($"'{name}' for {kind} action must be a positive integer", name, $"{count}");
    }

    static void CheckExpiration(XElement? expiration, bool isOfTags)
    {
        if (expiration is null)
            return;
        if (expiration.Elements().Count() != 1)
            throw S3Failures.MalformedXml();
        if (isOfTags && expiration.Child("ExpiredObjectDeleteMarker") is not null)
            throw S3Failures.InvalidRequest("ExpiredObjectDeleteMarker cannot be specified with Tags.");
        CheckDate(expiration);
    }

    static void CheckTransition(XElement transition, string days)
    {
        if (transition.Child("StorageClass") is not { } storage)
            throw S3Failures.MalformedXml();
        var isDated = transition.Child("Date") is not null;
        if (isDated == transition.Child(days) is not null)
            throw S3Failures.MalformedXml();
        CheckDate(transition);
        if (Number(transition.Child(days)) is not { } count)
            return;
        if (count < 0)
            throw Invalid(
                $"'{days}' for {transition.Name.LocalName} action must be nonnegative integer",
                days,
                $"{count}"
            );
        if (storage.Value is "STANDARD_IA" or "ONEZONE_IA" && count < LeastDaysToRare)
            throw Invalid(
                $"'{days}' in {transition.Name.LocalName} action must be greater than or equal to {LeastDaysToRare} for storageClass '{storage.Value}'",
                days,
                $"{count}"
            );
    }

    static void CheckDate(XElement action)
    {
        if (action.Child("Date")?.Value is not { } text)
            return;
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, utc, out var date))
            throw S3Failures.MalformedXml();
        if (date.ToUniversalTime().TimeOfDay != TimeSpan.Zero)
            throw Invalid("'Date' must be at midnight GMT", "Date", text);
    }

    /// <summary>Objects expire after their last transition, and a rule counts days or names dates.</summary>
    static void CheckOrder(XElement rule)
    {
        var expiration = rule.Child("Expiration");
        var transitions = rule.Children("Transition").ToList();
        var dated = transitions.Append(expiration).Count(action => action?.Child("Date") is not null);
        var counted = transitions.Append(expiration).Count(action => action?.Child("Days") is not null);
        var filter = $"filter '(prefix={rule.Descendants().FirstOrDefault(e => e.Name.LocalName == "Prefix")?.Value})'";
        if (dated > 0 && counted > 0)
            throw S3Failures.InvalidRequest(
                $"Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for {filter}"
            );
        var last = transitions.Max(transition => Number(transition.Child("Days")));
        if (Number(expiration?.Child("Days")) is { } days && days <= last)
            throw Invalid(
                $"'Days' in the Expiration action for {filter} must be greater than 'Days' in the Transition action",
                "Days",
                $"{days}"
            );
    }

    static long? Number(XElement? element) =>
        element is null ? null
        : long.TryParse(element.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
        : throw S3Failures.MalformedXml();

    static Protocol.AwsException Invalid(string message, string name, string value) =>
        S3Failures.InvalidArgument(message, name, value);
}
