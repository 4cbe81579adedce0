using System.Security.Cryptography;
using LocalAws.CodePipeline.Actions;
using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Executions;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.S3.Buckets;
using LocalAws.S3.Objects;

namespace LocalAws.CodePipeline.Artifacts;

/// <summary>A pipeline's artifacts in its buckets, written and read as the roles of its actions.</summary>
sealed class ArtifactBuckets(AwsServices services, PipelineDefinition definition, string home)
{
    const int LongestPipeline = 20;
    const int LongestArtifact = 10;
    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The KMS key of a region's store, or null for S3's own.</summary>
    public string? KeyOf(string region) => Store(region).EncryptionKey?.Id;

    /// <summary>Where the next artifact of that name goes.</summary>
    public ArtifactLocation NewLocation(string name, string region) =>
        new(
            name,
            Store(region).Location,
            $"{Shortened(definition.Name, LongestPipeline)}/{Shortened(name, LongestArtifact)}/{RandomNumberGenerator.GetString(Letters, 7)}",
            definition.ArtifactStores is null ? home : region
        );

    /// <summary>Writes an artifact, encrypted with the store's key.</summary>
    public async Task WriteAsync(
        Caller caller,
        ArtifactLocation location,
        Stream content,
        CancellationToken cancellationToken
    )
    {
        var put = new PutRequest(location.Key) { Encryption = "aws:kms", KeyId = KeyOf(location.Region) };
        await using var body = new PlainBody(content, signedHash: null);
        await services.S3.Objects.PutAsync(Bucket(caller, location), put, body, cancellationToken);
    }

    /// <summary>Opens an artifact.</summary>
    public Stream Open(Caller caller, ArtifactLocation location) =>
        services.S3.Objects.Open(services.S3.Objects.Get(Bucket(caller, location), location.Key, version: null));

    /// <summary>The artifact in the store of the region of the action that reads it, where it is taken to if it is in another.</summary>
    public async Task<ArtifactLocation> BringAsync(
        Caller caller,
        ArtifactLocation left,
        string region,
        CancellationToken cancellationToken
    )
    {
        if (definition.ArtifactStores is null || left.Region == region)
            return left;
        var there = NewLocation(left.Name, region);
        await using var content = Open(caller, left);
        await WriteAsync(caller, there, content, cancellationToken);
        return there;
    }

    ArtifactStore Store(string region) =>
        definition.StoreOf(region)
        ?? throw new ActionException("ConfigurationError", $"The pipeline has no artifact store in region {region}");

    static BucketRequest Bucket(Caller caller, ArtifactLocation location) =>
        new(caller, location.Region, location.Bucket) { AnyRegion = true };

    static string Shortened(string name, int length) => name.Length > length ? name[..length] : name;
}
