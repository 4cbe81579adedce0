using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Deployment.Stacks;

/// <summary>Names for change sets: unique to a run, and known by their beginning as a deployer's own.</summary>
public static partial class ChangeSetNames
{
    public const string Prefix = "build-sh-";

    /// <summary>A name for all the change sets of one run; change sets belong to their stack.</summary>
    public static string Create(TimeProvider time)
    {
        var now = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return $"{Prefix}{now}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
    }

    /// <summary>A token for one call of a run: a second call of its kind is no repetition of the first.</summary>
    public static string TokenOf(string run, string call) =>
        $"{run}-{call}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";

    public static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The name for a template: where CloudFormation would not read all of it back, a digest remembers it.</summary>
    internal static string For(string name, TemplateDocument template) =>
        template.IsAscii ? name : $"{name}-t{template.Digest}";

    /// <summary>The digest in the ARN of a change set; null where it has none.</summary>
    internal static string? DigestIn(string? changeSetId) =>
        changeSetId is not null && Digest().Match(changeSetId) is { Success: true } match
            ? match.Groups[1].Value
            : null;

    [GeneratedRegex("/" + Prefix + "[^/]*-t([0-9a-f]{12})(?:-[a-z]+)?/", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();
}
