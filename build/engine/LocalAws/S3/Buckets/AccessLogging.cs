using System.Xml.Linq;
using LocalAws.Protocol;

namespace LocalAws.S3.Buckets;

/// <summary>Where access logs may go (S3 User Guide, "Enabling Amazon S3 server access logging").</summary>
static class AccessLogging
{
    /// <summary>Throws unless it is a bucket of the same account and region.</summary>
    public static void Check(BucketAccess access, Bucket bucket, XElement document)
    {
        if (document.Child("LoggingEnabled") is not { } enabled)
            return;
        var name = enabled.Child("TargetBucket")!.Value;
        var target = access.Find(name);
        if (target is null || target.Account != bucket.Account)
            throw new AwsException(
                "InvalidTargetBucketForLogging",
                target is null
                    ? "The target bucket for logging does not exist"
                    : "The owner for the bucket to be logged and the target bucket must be the same."
            )
            {
                Details = new Dictionary<string, string> { ["TargetBucket"] = name },
            };
        if (target.Region != bucket.Region)
            throw new AwsException("CrossLocationLoggingProhibitted", "Cross S3 location logging not allowed. ", 403)
            {
                Details = new Dictionary<string, string>
                {
                    ["SourceBucketLocation"] = bucket.Region,
                    ["TargetBucketLocation"] = target.Region,
                },
            };
    }
}
