using System.Text.RegularExpressions;

namespace LocalAws.Protocol;

/// <summary>
/// What AWS takes as tags of a resource, in the error codes of a service: keys of 1 to 128 characters and values of 256 at
/// most, letters, digits, spaces and <c>_.:/=+-@</c>; no key that begins with <c>aws:</c>; fifty tags at most (Tagging
/// Best Practices, "Tag naming limits and requirements").
/// </summary>
/// <param name="invalidCode">The service's error for a key or a value.</param>
/// <param name="tooManyCode">The service's error for too many.</param>
/// <param name="takesEveryCharacter">KMS, Secrets Manager and their like check lengths only.</param>
/// <param name="reserved">What is said of a key that begins with aws:, where that is known; null for words of our own.</param>
/// <param name="tooMany">What is said where there are too many.</param>
public sealed partial class TagRules(
    string invalidCode,
    string tooManyCode,
    bool takesEveryCharacter = false,
    string? reserved = null,
    string? tooMany = null
)
{
    const int LongestKey = 128;
    const int LongestValue = 256;
    const int Most = 50;

    /// <summary>The same tags, or an error where one that a caller gives is none; those of CloudFormation begin with <c>aws:</c> and do not pass here.</summary>
    public IReadOnlyDictionary<string, string> Check(IReadOnlyDictionary<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        foreach (var (key, value) in given)
        {
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
                throw new AwsException(
                    invalidCode,
                    reserved ?? $"Tag keys that begin with aws: are reserved for AWS: {key}"
                );
            if (!IsWithin(key, 1, LongestKey))
                throw new AwsException(
                    invalidCode,
                    $"The tag key '{key}' is not valid: 1 to {LongestKey} letters, digits, spaces and _.:/=+-@"
                );
            if (!IsWithin(value, 0, LongestValue))
                throw new AwsException(
                    invalidCode,
                    $"The value of the tag {key} is not valid: up to {LongestValue} letters, digits, spaces and _.:/=+-@"
                );
        }
        CheckCount(given);
        return given;
    }

    /// <summary>Throws where a resource would have too many; those that AWS sets do not count.</summary>
    public void CheckCount(IReadOnlyDictionary<string, string> all)
    {
        ArgumentNullException.ThrowIfNull(all);
        if (all.Keys.Count(key => !key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) > Most)
            throw new AwsException(tooManyCode, tooMany ?? $"A resource has {Most} tags at most.");
    }

    /// <summary>Whether a key or value has no letters but those that tags may have.</summary>
    internal bool TakesCharacters(string text) => takesEveryCharacter || Characters().IsMatch(text);

    bool IsWithin(string text, int shortest, int longest) =>
        text.Length >= shortest && text.Length <= longest && TakesCharacters(text);

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Characters();
}
