using System.Net;
using Amazon.Runtime;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Files;

namespace Deployment.Assets;

/// <summary>Publishes assets, each with its destination's role: what is there already is found, the rest is packaged and uploaded, several at a time.</summary>
/// <param name="progress">Told how far an asset is; its start and end are its caller's to tell.</param>
public sealed class AssetPublisher(
    EnvironmentAccess access,
    AwsEndpoint endpoint,
    IProgress<DeploymentEvent> progress,
    AssetPublisherOptions options
) : IDisposable
{
    readonly StagingBuckets buckets = new(endpoint);
    readonly PackagedSources sources = new();
    readonly ContainerImages images = new(options);
    readonly SemaphoreSlim uploads = new(options.Uploads);

    /// <summary>Waits for refusals to pass in environments that were just bootstrapped; null: none is waited for.</summary>
    internal Propagation? Propagation { get; init; }

    /// <summary>Publishes one asset to one destination.</summary>
    /// <exception cref="BuildException">It was not published, and why.</exception>
    public async Task<AssetResult> PublishAsync(PlannedAsset asset, CancellationToken cancellationToken)
    {
        try
        {
            return asset switch
            {
                { File: ({ } file, { } destination) } => await PublishFileAsync(
                    asset,
                    file,
                    destination,
                    cancellationToken
                ),
                { Image: { } image } => await PublishImageAsync(asset, image, cancellationToken),
                _ => throw new ArgumentException($"{asset.Reference} is neither a file nor an image", nameof(asset)),
            };
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or AmazonClientException)
        {
            throw new BuildException(
                MachineFaults.Explain(exception, $"Asset {asset.Reference.DisplayName} was not published")
                    ?? AssetFindings.Failed(asset.Reference, exception.Message),
                innerException: exception
            );
        }
    }

    /// <summary>Whether images can be built; what is in its repository already needs no engine.</summary>
    public Task<bool> HasContainerEngineAsync(CancellationToken cancellationToken) =>
        images.HasEngineAsync(cancellationToken);

    public void Dispose()
    {
        buckets.Dispose();
        sources.Dispose();
        uploads.Dispose();
    }

    async Task<AssetResult> PublishFileAsync(
        PlannedAsset asset,
        FileAsset file,
        FileDestination destination,
        CancellationToken cancellationToken
    )
    {
        var environment = asset.Reference.Environment;
        var session = await access.OpenAsync(destination.Role, environment, cancellationToken, AccessPurpose.Assets);
        var name = environment.Placeholders.Apply(destination.BucketName);
        var bucket = buckets.Open(name, session);
        var key = environment.Placeholders.Apply(destination.ObjectKey);
        try
        {
            Report(asset, AssetStep.Checking);
            (bucket, var isThere) = await PatientAsync(
                environment,
                cancel => buckets.FindAsync(name, key, session, cancel),
                cancellationToken
            );
            if (isThere)
                return new(asset.Reference, AssetOutcome.Found);
            using var turn = await EnterAsync(cancellationToken);
            Report(asset, AssetStep.Packaging);
            var packaged = await sources.OpenAsync(file.Source, cancellationToken);
            Report(asset, AssetStep.Uploading);
            var upload = new ObjectUpload(bucket, options);
            var bytes = await PatientAsync(
                environment,
                cancel => upload.SendAsync(packaged.Path, key, packaged.ContentType, cancel),
                cancellationToken
            );
            return new(asset.Reference, AssetOutcome.Published) { Bytes = bytes };
        }
        catch (AmazonServiceException exception)
        {
            var finding = await ExplainAsync(asset, bucket, exception, cancellationToken);
            throw new BuildException(finding, innerException: exception);
        }
    }

    Task<T> PatientAsync<T>(
        TargetEnvironment environment,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    ) =>
        Propagation is null
            ? call(cancellationToken)
            : Propagation.RunAsync(environment, reader: null, call, Refusal, cancellationToken);

    /// <summary>A new bucket and its policy are seen everywhere only after a while, like a new role.</summary>
    static string? Refusal(Exception exception) =>
        exception is AmazonServiceException { ErrorCode: "AccessDenied" or "NoSuchBucket" } ? exception.Message : null;

    async Task<AssetResult> PublishImageAsync(
        PlannedAsset asset,
        (AssetManifest Manifest, ContainerImageAsset Asset, ContainerImageDestination Destination) image,
        CancellationToken cancellationToken
    )
    {
        var environment = asset.Reference.Environment;
        var session = await access.OpenAsync(
            image.Destination.Role,
            environment,
            cancellationToken,
            AccessPurpose.Assets
        );
        using var turn = await EnterAsync(cancellationToken);
        Report(asset, AssetStep.Uploading);
        await images.PublishAsync(
            asset.Reference,
            image.Manifest,
            image.Asset,
            image.Destination,
            session,
            cancellationToken
        );
        return new(asset.Reference, AssetOutcome.Published);
    }

    async Task<Finding> ExplainAsync(
        PlannedAsset asset,
        StagingBucket bucket,
        AmazonServiceException exception,
        CancellationToken cancellationToken
    )
    {
        var bootstrap = access.BootstrapCommandOf(asset.Reference.Environment);
        if (exception.ErrorCode == "NoSuchBucket")
            return AssetFindings.NoBucket(asset.Reference, bucket.Name, bootstrap, endpoint);
        return
            exception.StatusCode == HttpStatusCode.Forbidden
            && exception.ErrorCode == "AccessDenied"
            && await bucket.IsSomeoneElsesAsync(cancellationToken)
            ? AssetFindings.SomeoneElses(asset.Reference, bucket.Name, bootstrap)
            : AssetFindings.Refused(asset.Reference, bucket.Caller, exception, endpoint);
    }

    async Task<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await uploads.WaitAsync(cancellationToken);
        return new(uploads);
    }

    void Report(PlannedAsset asset, AssetStep step) =>
        progress.Report(new DeploymentEvent.AssetProgressed(asset.Reference, step));

    sealed class Turn(SemaphoreSlim uploads) : IDisposable
    {
        public void Dispose() => uploads.Release();
    }
}
