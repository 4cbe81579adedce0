using System.Collections.Concurrent;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Deployment.Credentials;

namespace Deployment.Assets;

/// <summary>The buckets of a run: one client for each session and region, one entry for each bucket.</summary>
sealed class StagingBuckets(AwsEndpoint endpoint) : IDisposable
{
    readonly ConcurrentDictionary<string, Lazy<AmazonS3Client>> clients = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Lazy<StagingBucket>> buckets = new(StringComparer.Ordinal);

    public StagingBucket Open(string name, Session session) =>
        buckets.GetOrAdd(PlaceOf(name, session), _ => new(() => Open(name, session, session.Region))).Value;

    /// <summary>The bucket, in whatever region it is, and whether the object is there.</summary>
    public async Task<(StagingBucket Bucket, bool HasObject)> FindAsync(
        string name,
        string key,
        Session session,
        CancellationToken cancellationToken
    )
    {
        var bucket = Open(name, session);
        try
        {
            return (bucket, await bucket.HasAsync(key, cancellationToken));
        }
        catch (AmazonS3Exception e) when (IsElsewhere(e))
        {
            var region = await bucket.RegionAsync(cancellationToken);
            if (region == bucket.Region)
                throw;
            var moved = new Lazy<StagingBucket>(() => Open(name, session, region));
            bucket = buckets.AddOrUpdate(PlaceOf(name, session), moved, (_, _) => moved).Value;
            return (bucket, await bucket.HasAsync(key, cancellationToken));
        }
    }

    /// <summary>How S3 answers in another region than the bucket's (S3 API Reference, "Error responses").</summary>
    static bool IsElsewhere(AmazonS3Exception e) =>
        e.ErrorCode
            is "AuthorizationHeaderMalformed"
                or "PermanentRedirect"
                or "TemporaryRedirect"
                or "IllegalLocationConstraintException"
        || e.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect;

    static string PlaceOf(string name, Session session) => $"{session.Identity.Arn} {session.Region} {name}";

    StagingBucket Open(string name, Session session, string region)
    {
        var client = clients.GetOrAdd($"{session.Identity.Arn} {region}", _ => new(() => Create(session, region)));
        return new(client.Value, name, session, region);
    }

    public void Dispose()
    {
        foreach (var client in clients.Values.Where(client => client.IsValueCreated))
            client.Value.Dispose();
    }

    AmazonS3Client Create(Session session, string region) =>
        new(
            session.Credentials,
            endpoint.Configure(
                new AmazonS3Config
                {
                    ForcePathStyle = endpoint.IsLocal,
                    RetryMode = RequestRetryMode.Standard,
                    MaxErrorRetry = 10,
                },
                region
            )
        );
}
