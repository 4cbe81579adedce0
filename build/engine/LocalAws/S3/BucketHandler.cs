using System.Xml.Linq;
using Guards;
using LocalAws.Protocol;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Buckets;

namespace LocalAws.S3;

/// <summary>The bucket operations on the wire.</summary>
sealed class BucketHandler(BucketOperations buckets)
{
    /// <summary>The configuration that a query names, or null.</summary>
    public static string? Configuration(QueryPairs query) =>
        query.Select(pair => pair.Key).FirstOrDefault(BucketConfiguration.All.ContainsKey);

    public async Task ConfigureAsync(S3Request s3, string subresource, CancellationToken cancellationToken)
    {
        switch (s3.Method)
        {
            case "GET":
                var found = ShallowXml.Parse(buckets.GetConfiguration(s3.OfBucket, subresource));
                DescribeTransitions(s3, subresource, found);
                await S3Service.WriteAsync(s3, found);
                break;
            case "PUT":
                var xml = await s3.ReadXmlAsync(cancellationToken);
                if (subresource == BucketConfiguration.Tagging && xml.Child("TagSet")?.HasElements != true)
                    goto case "DELETE";
                if (subresource == "lifecycle")
                    LifecycleRules.SetSmallestMoved(xml, s3.Header(SmallestMoved));
                buckets.PutConfiguration(
                    s3.OfBucket,
                    subresource,
                    xml.ToString(SaveOptions.DisableFormatting),
                    validates: !s3.IsSet("x-amz-skip-destination-validation")
                );
                if (subresource == BucketConfiguration.Tagging)
                    s3.Response.StatusCode = 204;
                DescribeTransitions(s3, subresource, xml);
                break;
            case "DELETE":
                buckets.DeleteConfiguration(s3.OfBucket, subresource);
                s3.Response.StatusCode = 204;
                break;
            default:
                throw S3Failures.MethodNotAllowed();
        }
    }

    /// <summary>From which size on lifecycle rules move objects, where they do not say.</summary>
    static void DescribeTransitions(S3Request s3, string subresource, XElement configuration)
    {
        if (subresource == "lifecycle")
            s3.Response.Headers[SmallestMoved] = LifecycleRules.TakeSmallestMoved(configuration);
    }

    const string SmallestMoved = "x-amz-transition-default-minimum-object-size";

    public async Task CreateAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var text = await s3.ReadTextAsync(cancellationToken);
        var location = text.Length == 0 ? null : s3.ParseXml(text).Child("LocationConstraint")?.Value;
        var made = buckets.Create(
            s3.OfBucket,
            location,
            s3.IsSet("x-amz-bucket-object-lock-enabled"),
            Ownership(s3),
            RequestedAcl.OfHeaders(s3.Headers)
        );
        s3.Response.Headers["x-amz-bucket-arn"] = made.Arn;
        s3.Response.Headers.Location =
            made.Region == "us-east-1" ? "/" + s3.Bucket : $"http://{s3.Bucket}.s3.amazonaws.com/";
    }

    public Task DeleteAsync(S3Request s3)
    {
        buckets.Delete(s3.OfBucket);
        s3.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    public Task HeadAsync(S3Request s3)
    {
        var found = buckets.Head(s3.OfBucket);
        s3.Response.Headers["x-amz-bucket-region"] = found.Region;
        s3.Response.Headers["x-amz-bucket-arn"] = found.Arn;
        s3.Response.Headers["x-amz-access-point-alias"] = "false";
        s3.Response.ContentType = "application/xml";
        return Task.CompletedTask;
    }

    public Task ListAsync(S3Request s3)
    {
        if (s3.Method != "GET")
            throw S3Failures.MethodNotAllowed();
        var (found, next) = BucketPage.Of(s3, buckets.List(s3.Aws.Caller, s3.Region));
        return S3Service.WriteAsync(
            s3,
            S3Xml.Document(
                "ListAllMyBucketsResult",
                Owner(s3.Aws.Caller.Account),
                new XElement(
                    "Buckets",
                    found.Select(bucket => new XElement(
                        "Bucket",
                        new XElement("Name", bucket.Name),
                        new XElement("CreationDate", S3Xml.Time(bucket.Created)),
                        new XElement("BucketRegion", bucket.Region),
                        new XElement("BucketArn", bucket.Arn)
                    ))
                ),
                s3.Query["prefix"] is { } prefix ? new XElement("Prefix", prefix) : null,
                next is null ? null : new XElement("ContinuationToken", next)
            )
        );
    }

    public Task GetLocationAsync(S3Request s3) =>
        S3Service.WriteAsync(s3, S3Xml.Document("LocationConstraint", buckets.GetLocation(s3.OfBucket)));

    public Task GetVersioningAsync(S3Request s3)
    {
        var status = buckets.GetVersioning(s3.OfBucket);
        return S3Service.WriteAsync(
            s3,
            S3Xml.Document("VersioningConfiguration", status.Length == 0 ? null : new XElement("Status", status))
        );
    }

    public async Task PutVersioningAsync(S3Request s3, CancellationToken cancellationToken)
    {
        var xml = await s3.ReadXmlAsync(cancellationToken);
        buckets.PutVersioning(s3.OfBucket, xml.Child("Status")?.Value ?? "");
    }

    public async Task GetPolicyAsync(S3Request s3)
    {
        var policy = System.Text.Encoding.UTF8.GetBytes(buckets.GetPolicy(s3.OfBucket));
        s3.Response.ContentType = "application/json";
        s3.Response.ContentLength = policy.Length;
        await s3.Response.Body.WriteAsync(policy);
    }

    public Task GetPolicyStatusAsync(S3Request s3) =>
        S3Service.WriteAsync(
            s3,
            S3Xml.Document("PolicyStatus", new XElement("IsPublic", buckets.IsPublic(s3.OfBucket)))
        );

    public async Task PutPolicyAsync(S3Request s3, CancellationToken cancellationToken)
    {
        buckets.PutPolicy(s3.OfBucket, await s3.ReadTextAsync(cancellationToken));
        s3.Response.StatusCode = 204;
    }

    public Task DeletePolicyAsync(S3Request s3)
    {
        buckets.DeletePolicy(s3.OfBucket);
        s3.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    static string? Ownership(S3Request s3)
    {
        const string Name = "x-amz-object-ownership";
        if (!s3.Headers.TryGetValue(Name, out var given))
            return null;
        var value = given.ToString();
        return value is ObjectOwnership.Enforced or ObjectOwnership.Preferred or ObjectOwnership.Writer
            ? value
            : throw new AwsException("InvalidArgument", $"Invalid {Name} header: {value}")
            {
                Details = new Dictionary<string, string> { ["ArgumentName"] = Name },
            };
    }

    internal static XElement Owner(string account) => new("Owner", new XElement("ID", CanonicalUsers.IdOf(account)));
}
