using System.Globalization;
using System.Security.Cryptography;

namespace Deployment.Stacks;

/// <summary>Names for change sets: unique to a run, and known by their beginning as a deployer's own.</summary>
public static class ChangeSetNames
{
    public const string Prefix = "build-sh-";

    /// <summary>A name for all the change sets of one run; change sets belong to their stack.</summary>
    public static string Create(TimeProvider time)
    {
        var now = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return $"{Prefix}{now}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
    }

    public static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);
}
