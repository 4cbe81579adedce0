using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.S3;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Buckets;

namespace LocalAws.CloudFormation.ResourceTypes.S3;

/// <summary>AWS::S3::Bucket by the operations of S3.</summary>
public sealed class BucketType() : ResourceType("AWS::S3::Bucket", PropertySchema.Of("AWS::S3::Bucket"))
{
    const int NameLimit = 63;
    const string Private = "Private";

    public override string? NameProperty => "BucketName";

    public override string IdentifierOf(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.NameFrom("BucketName", NameLimit).ToLowerInvariant();
    }

    public override bool Exists(ResourceRequest request, string physicalId)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new S3Tables(request.Services.World).Names.Find(physicalId) is not null;
    }

    public override string? DeletionProblem(ResourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var tables = new S3Tables(request.Services.World);
        return
            tables.Buckets(request.Account).Find(request.PhysicalId) is { } bucket
            && tables.Objects(bucket).Count + tables.Noncurrent(bucket).Count > 0
            ? $"The bucket '{bucket.Name}' is not empty. You must either delete all objects and versions or use the deletion policy to retain it, otherwise the delete operation will fail."
            : null;
    }

    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var name = IdentifierOf(request);
        var bucket = new BucketRequest(request.Caller, request.Region, name);
        request.Services.S3.Buckets.Create(
            bucket,
            request.Region == "us-east-1" ? null : request.Region,
            request.Properties.Text("ObjectLockEnabled") == "true",
            (request.Map("OwnershipControls")?["Rules"] as JsonArray)
                ?.OfType<JsonObject>()
                .FirstOrDefault()
                ?.Text("ObjectOwnership")
        );
        try
        {
            Configure(request, bucket, []);
        }
        catch
        {
            // Half a bucket is no bucket of this stack: it goes before the failure is told.
            request.Services.S3.Buckets.Delete(bucket);
            throw;
        }

        return Task.FromResult(Outcome(request, name));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Configure(request, BucketOf(request), request.Existing!.Properties);
        return Task.FromResult(Outcome(request, request.PhysicalId));
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(() => request.Services.S3.Buckets.Delete(BucketOf(request)), Name, request.PhysicalId);
        return Task.CompletedTask;
    }

    static BucketRequest BucketOf(ResourceRequest request) => new(request.Caller, request.Region, request.PhysicalId);

    static void Configure(ResourceRequest request, BucketRequest bucket, JsonObject before)
    {
        var buckets = request.Services.S3.Buckets;
        var versioning = request.Map("VersioningConfiguration")?.Text("Status");
        if (versioning is not null && versioning != (before["VersioningConfiguration"] as JsonObject)?.Text("Status"))
            buckets.PutVersioning(bucket, versioning);
        foreach (var (property, subresource, write) in BucketXml.Configurations)
        {
            if (JsonValues.Same(before[property], request.Properties[property]))
                continue;
            if (request.Properties[property] is { } wanted)
                buckets.PutConfiguration(bucket, subresource, write(Complete(property, wanted, bucket)).ToString());
            else if (BucketXml.Empty.TryGetValue(subresource, out var empty))
                buckets.PutConfiguration(bucket, subresource, empty);
            else
                buckets.DeleteConfiguration(bucket, subresource);
        }

        var (oldAcl, acl) = (
            before.Text("AccessControl") ?? Private,
            request.Properties.Text("AccessControl") ?? Private
        );
        if (acl != oldAcl)
            request.Services.S3.Acls.PutOfBucket(bucket, new RequestedAcl(KebabCase(acl), []), _ => null);
        var tags = request.Tags();
        buckets.PutConfiguration(bucket, "tagging", BucketXml.Tags(tags).ToString(), isChecked: false);
    }

    /// <summary>The name that S3 has for a canned list: log-delivery-write for LogDeliveryWrite.</summary>
    static string KebabCase(string name) =>
        string.Concat(
            name.Select(
                (letter, place) =>
                    char.IsAsciiLetterUpper(letter) && place > 0
                        ? "-" + char.ToLowerInvariant(letter)
                        : char.ToLowerInvariant(letter).ToString()
            )
        );

    /// <summary>A bucket whose logs have no destination keeps them itself (CloudFormation Template Reference, LoggingConfiguration).</summary>
    static JsonNode Complete(string property, JsonNode wanted, BucketRequest bucket)
    {
        if (property != "LoggingConfiguration" || wanted["DestinationBucketName"] is not null)
            return wanted;
        var completed = wanted.DeepClone();
        completed["DestinationBucketName"] = bucket.Bucket;
        return completed;
    }

    static ResourceOutcome Outcome(ResourceRequest request, string name)
    {
        var suffix = Partitions.UrlSuffixOf(request.Region);
        return new ResourceOutcome(
            name,
            new JsonObject
            {
                ["Arn"] = $"arn:{request.Partition}:s3:::{name}",
                ["DomainName"] = $"{name}.s3.{suffix}",
                ["DualStackDomainName"] = $"{name}.s3.dualstack.{request.Region}.{suffix}",
                ["RegionalDomainName"] = $"{name}.s3.{request.Region}.{suffix}",
                ["WebsiteURL"] = $"http://{name}.s3-website-{request.Region}.{suffix}",
            }
        );
    }
}
