using System.Xml.Linq;
using Iam;

namespace LocalAws.S3.Notifications;

/// <summary>Where a bucket's events go, and which.</summary>
/// <param name="Kind">Queue, Topic or CloudFunction.</param>
/// <param name="Arn">Of the queue, topic or function.</param>
/// <param name="Id">The configuration's id.</param>
/// <param name="Events">Events such as s3:ObjectCreated:*.</param>
/// <param name="Prefix">What keys begin with.</param>
/// <param name="Suffix">What keys end with.</param>
sealed record Destination(
    string Kind,
    string Arn,
    string Id,
    IReadOnlyList<string> Events,
    string Prefix,
    string Suffix
)
{
    public const string Queue = "Queue";
    public const string Topic = "Topic";
    public const string Function = "CloudFunction";

    /// <summary>The destinations of a configuration, in its order.</summary>
    public static IReadOnlyList<Destination> Of(XElement configuration) =>
        [.. configuration.Elements().Select(Read).OfType<Destination>()];

    /// <summary>The service that the ARN has to be of.</summary>
    public string Service =>
        Kind switch
        {
            Queue => "sqs",
            Topic => "sns",
            _ => "lambda",
        };

    public string Region => Arns.RegionOf(Arn);

    /// <summary>Whether it is told an event, such as ObjectCreated:Put, of a key.</summary>
    public bool Takes(string happened, string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal)
        && key.EndsWith(Suffix, StringComparison.Ordinal)
        && Events.Any(one => Covers(one, "s3:" + happened));

    /// <summary>Whether two destinations would be told the same of some key, which is not allowed.</summary>
    public bool Overlaps(Destination other) =>
        Events.Any(one => other.Events.Any(another => Covers(one, another) || Covers(another, one)))
        && (StartsWith(Prefix, other.Prefix) || StartsWith(other.Prefix, Prefix))
        && (EndsWith(Suffix, other.Suffix) || EndsWith(other.Suffix, Suffix));

    static bool StartsWith(string whole, string part) => whole.StartsWith(part, StringComparison.Ordinal);

    static bool EndsWith(string whole, string part) => whole.EndsWith(part, StringComparison.Ordinal);

    static bool Covers(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == name;

    static Destination? Read(XElement element)
    {
        var kind = element.Name.LocalName switch
        {
            "QueueConfiguration" => Queue,
            "TopicConfiguration" => Topic,
            "CloudFunctionConfiguration" => Function,
            _ => null,
        };
        if (kind is null)
            return null;
        var rules = element.Child("Filter")?.Child("S3Key")?.Children("FilterRule").ToList() ?? [];
        string Rule(string name) =>
            rules
                .FirstOrDefault(rule => name.Equals(rule.Child("Name")?.Value, StringComparison.OrdinalIgnoreCase))
                ?.Child("Value")
                ?.Value
            ?? "";
        return new(
            kind,
            element.Child(kind)?.Value ?? "",
            element.Child("Id")?.Value ?? "",
            [.. element.Children("Event").Select(one => one.Value)],
            Rule("prefix"),
            Rule("suffix")
        );
    }
}
