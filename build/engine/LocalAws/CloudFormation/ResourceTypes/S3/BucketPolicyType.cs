using LocalAws.S3.Buckets;

namespace LocalAws.CloudFormation.ResourceTypes.S3;

/// <summary>AWS::S3::BucketPolicy by the operations of S3.</summary>
public sealed class BucketPolicyType()
    : ResourceType("AWS::S3::BucketPolicy", PropertySchema.Of("AWS::S3::BucketPolicy"))
{
    public override Task<ResourceOutcome> CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Put(request);
        return Task.FromResult(new ResourceOutcome(request.Text("Bucket")!, []));
    }

    public override Task<ResourceOutcome> UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Put(request);
        return base.UpdateAsync(request, cancellationToken);
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NotFound.Translate(
            () => request.Services.S3.Buckets.DeletePolicy(BucketOf(request)),
            Name,
            request.Text("Bucket")!
        );
        return Task.CompletedTask;
    }

    static void Put(ResourceRequest request) =>
        request.Services.S3.Buckets.PutPolicy(BucketOf(request), request.Json("PolicyDocument")!);

    static BucketRequest BucketOf(ResourceRequest request) =>
        new(request.Caller, request.Region, request.Text("Bucket")!);
}
