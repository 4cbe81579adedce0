using System.Xml.Linq;
using LocalAws.Protocol;

namespace LocalAws.S3;

/// <summary>
/// What S3 takes as the tags of a bucket or object (S3 User Guide, "Categorizing your objects using tags"; S3 API Reference,
/// PutBucketTagging): ten of an object, fifty of a bucket.
/// </summary>
static class S3Tags
{
    const int LongestKey = 128;
    const int LongestValue = 256;
    const int MostOfObject = 10;
    const int MostOfBucket = 50;
    static readonly TagRules _rules = new("InvalidTag", "BadRequest");

    /// <summary>The tags of a body's TagSet.</summary>
    public static IReadOnlyDictionary<string, string> OfObject(XElement tagging)
    {
        var tags = Read(tagging);
        CheckObject(tags);
        return tags;
    }

    /// <summary>The tags of the header x-amz-tagging.</summary>
    public static IReadOnlyDictionary<string, string> OfHeader(string? header)
    {
        var pairs = QueryPairs.Parse(header ?? "").ToList();
        var isEncoded = (header ?? "").Split('&').All(pair => pair.Count(letter => letter == '=') <= 1);
        if (!isEncoded || pairs.DistinctBy(pair => pair.Key).Count() < pairs.Count)
            throw S3Failures.InvalidArgument(
                "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
                "x-amz-tagging",
                header!
            );
        var tags = pairs.ToDictionary(StringComparer.Ordinal);
        CheckObject(tags);
        return tags;
    }

    /// <summary>Throws unless a bucket may have those tags.</summary>
    public static void CheckBucket(XElement tagging)
    {
        var tags = Read(tagging);
        if (tags.Count > MostOfBucket)
            throw new AwsException("BadRequest", $"Bucket tag count cannot be greater than {MostOfBucket}");
        Check(tags, "System tags cannot be added/updated by requester");
    }

    static void CheckObject(Dictionary<string, string> tags)
    {
        if (tags.Count > MostOfObject)
            throw new AwsException("BadRequest", $"Object tags cannot be greater than {MostOfObject}");
        Check(tags, "Your TagKey cannot be prefixed with aws:");
    }

    static Dictionary<string, string> Read(XElement tagging)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in tagging.Child("TagSet")?.Children("Tag") ?? [])
        {
            if (tag.Child("Key")?.Value is not { Length: > 0 } key)
                throw S3Failures.MalformedXml();
            if (!tags.TryAdd(key, tag.Child("Value")?.Value ?? ""))
                throw Invalid("Cannot provide multiple Tags with the same key", key);
        }
        return tags;
    }

    static void Check(Dictionary<string, string> tags, string reserved)
    {
        foreach (var (key, value) in tags)
        {
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw Invalid(reserved, key);
            if (key.Length is 0 or > LongestKey || !_rules.TakesCharacters(key))
                throw Invalid("The TagKey you have provided is invalid", key);
            if (value.Length > LongestValue || !_rules.TakesCharacters(value))
                throw Invalid("The TagValue you have provided is invalid", key, value);
        }
    }

    static AwsException Invalid(string message, string key, string? value = null)
    {
        var details = new Dictionary<string, string> { ["TagKey"] = key };
        if (value is not null)
            details["TagValue"] = value;
        return new("InvalidTag", message) { Details = details };
    }
}
