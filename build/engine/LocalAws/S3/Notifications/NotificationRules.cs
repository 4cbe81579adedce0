using System.Xml.Linq;

namespace LocalAws.S3.Notifications;

/// <summary>What S3 takes as the notification configuration of a bucket (S3 User Guide, "Amazon S3 Event Notifications").</summary>
static class NotificationRules
{
    const int LongestFilter = 1024;
    const string Prefix = "prefix";
    const string Suffix = "suffix";

    public static void Check(XElement configuration)
    {
        var all = Destination.Of(configuration);
        foreach (var destination in all)
            CheckArn(destination);
        foreach (var rules in configuration.Descendants().Where(one => one.Name.LocalName == "S3Key"))
            CheckFilter([.. rules.Children("FilterRule")]);
        var overlapping = all.SelectMany((one, place) => all.Skip(place + 1).Where(one.Overlaps)).Any();
        if (overlapping)
            throw S3Failures.InvalidArgument(
                all.All(one => one.Prefix.Length + one.Suffix.Length == 0)
                    ? "Configurations overlap. Configurations on the same bucket cannot share a common event type."
                    : "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
                null,
                null
            );
        if (all.Where(one => one.Id.Length > 0).GroupBy(one => one.Id).Any(same => same.Count() > 1))
            throw S3Failures.InvalidArgument("Same ID used for multiple configurations", null, null);
    }

    /// <summary>Gives an id to those without one, and writes the names of filter rules as S3 gives them back.</summary>
    public static void Complete(XElement configuration)
    {
        foreach (
            var element in configuration
                .Elements()
                .Where(one => one.Name.LocalName.EndsWith("Configuration", StringComparison.Ordinal))
        )
        {
            if (Destination.Of(new XElement("one", element)) is [] || element.Child("Id") is { Value.Length: > 0 })
                continue;
            element.Child("Id")?.Remove();
            element.AddFirst(new XElement(element.Name.Namespace + "Id", NewId()));
        }
        foreach (var rule in configuration.Descendants().Where(one => one.Name.LocalName == "FilterRule"))
        {
            if (rule.Child("Name") is { } name)
                name.Value = name.Value.Equals(Prefix, StringComparison.OrdinalIgnoreCase) ? "Prefix" : "Suffix";
        }
    }

    static string NewId() =>
        Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Guid.NewGuid().ToString())).TrimEnd('=');

    static void CheckArn(Destination destination)
    {
        var parts = destination.Arn.Split(':');
        if (parts is not ["arn", _, var service, { Length: > 0 }, { Length: 12 }, ..] || service != destination.Service)
            throw S3Failures.InvalidArgument("The ARN could not be parsed", destination.Kind, destination.Arn);
    }

    static void CheckFilter(List<XElement> rules)
    {
        foreach (var name in (string[])[Prefix, Suffix])
        {
            if (rules.Count(rule => Is(rule, name)) > 1)
                throw S3Failures.InvalidArgument(
                    $"Cannot specify more than one {name} rule in a filter.",
                    "FilterRule.Name",
                    name
                );
        }
        if (rules.Any(rule => rule.Child("Name") is null || rule.Child("Value") is null))
            throw S3Failures.MalformedXml();
        foreach (var rule in rules)
        {
            if (!Is(rule, Prefix) && !Is(rule, Suffix))
                throw S3Failures.InvalidArgument(
                    "filter rule name must be either prefix or suffix",
                    "FilterRule.Name",
                    rule.Child("Name")?.Value ?? ""
                );
            if (rule.Child("Value")?.Value.Length > LongestFilter)
                throw S3Failures.InvalidArgument(
                    "filter rule value cannot be longer than 1024 characters",
                    "FilterRule.Value",
                    rule.Child("Value")!.Value
                );
        }
    }

    static bool Is(XElement rule, string name) =>
        name.Equals(rule.Child("Name")?.Value, StringComparison.OrdinalIgnoreCase);
}
