using System.Net;
using System.Text.RegularExpressions;
using LocalAws.Protocol;

namespace LocalAws.S3.Buckets;

/// <summary>The bucket naming rules of the S3 user guide.</summary>
static partial class BucketNames
{
    public static void Check(string name)
    {
        var valid =
            Name().IsMatch(name)
            && !name.Contains("..", StringComparison.Ordinal)
            && !IPAddress.TryParse(name, out _)
            && !name.StartsWith("xn--", StringComparison.Ordinal)
            && !name.EndsWith("-s3alias", StringComparison.Ordinal);
        if (!valid)
        {
            throw new AwsException("InvalidBucketName", "The specified bucket is not valid.")
            {
                Details = new Dictionary<string, string> { ["BucketName"] = name },
            };
        }
    }

    /// <summary>Whether that can be the name of a region.</summary>
    public static bool IsRegion(string name) => Region().IsMatch(name);

    [GeneratedRegex(@"^[a-z]{2,3}(-[a-z]+)+-[1-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Region();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
