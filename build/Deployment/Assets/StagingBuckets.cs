using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.S3;
using Deployment.Credentials;

namespace Deployment.Assets;

/// <summary>The buckets of a run: one client for each session and region, one entry for each bucket.</summary>
sealed class StagingBuckets(AwsEndpoint endpoint) : IDisposable
{
    readonly ConcurrentDictionary<string, Lazy<AmazonS3Client>> clients = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Lazy<StagingBucket>> buckets = new(StringComparer.Ordinal);

    public StagingBucket Open(string name, Session session)
    {
        var caller = $"{session.Identity.Arn} {session.Region}";
        var client = clients.GetOrAdd(caller, _ => new(() => Create(session))).Value;
        return buckets.GetOrAdd($"{caller} {name}", _ => new(() => new StagingBucket(client, name, session))).Value;
    }

    public void Dispose()
    {
        foreach (var client in clients.Values.Where(client => client.IsValueCreated))
            client.Value.Dispose();
    }

    AmazonS3Client Create(Session session) =>
        new(
            session.Credentials,
            endpoint.Configure(
                new AmazonS3Config
                {
                    ForcePathStyle = endpoint.IsLocal,
                    RetryMode = RequestRetryMode.Standard,
                    MaxErrorRetry = 10,
                },
                session.Region
            )
        );
}
