using LocalAws.CodePipeline.Executions;
using LocalAws.Protocol;
using LocalAws.S3.Buckets;
using LocalAws.S3.Objects;

namespace LocalAws.CodePipeline.Actions;

/// <summary>An object of a versioned bucket, read with the action's role, as the source artifact.</summary>
sealed class ObjectSource : IActionProvider
{
    public async Task<ActionOutcome> RunAsync(ActionContext context, CancellationToken cancellationToken)
    {
        var wanted = context.Execution.Overrides.GetValueOrDefault(context.Action.Name);
        var key = wanted is { Type: "S3_OBJECT_KEY" } ? wanted.Value : context["S3ObjectKey"]!;
        var version = wanted is { Type: "S3_OBJECT_VERSION_ID" } ? wanted.Value : null;
        var bucket = new BucketRequest(context.Caller, context.Region, context["S3Bucket"]!) { AnyRegion = true };
        var found = Find(context, bucket, key, version);
        await using var content = context.Services.S3.Objects.Open(found);
        var summary = $"Amazon S3 version id: {found.VersionId}";
        return new()
        {
            Outputs = await context.LeaveAsync(content, cancellationToken),
            Variables = new Dictionary<string, string>
            {
                ["BucketName"] = bucket.Bucket,
                ["ETag"] = found.ETag.Trim('"'),
                ["ObjectKey"] = key,
                ["VersionId"] = found.VersionId,
            },
            Revision = new(
                found.VersionId,
                summary,
                $"https://console.aws.amazon.com/s3/object/{bucket.Bucket}/{key}?region={context.Region}",
                found.Modified
            ),
            Summary = summary,
        };
    }

    static StoredObject Find(ActionContext context, BucketRequest bucket, string key, string? version)
    {
        try
        {
            if (context.Services.S3.Buckets.GetVersioning(bucket) != "Enabled")
                throw new ActionException(
                    "ConfigurationError",
                    $"The S3 bucket {bucket.Bucket} of the source action is not versioned. Enable versioning on it, and then try again."
                );
            return context.Services.S3.Objects.Get(bucket, key, version);
        }
        catch (AwsException error) when (error.Code is "NoSuchKey" or "NoSuchVersion")
        {
            throw new ActionException("ConfigurationError", $"The object with key '{key}' does not exist.");
        }
        catch (AwsException error) when (error.Code == "NoSuchBucket")
        {
            throw new ActionException("ConfigurationError", $"The bucket with name '{bucket.Bucket}' does not exist.");
        }
    }
}
