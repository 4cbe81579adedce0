using System.Text.Json.Serialization;
using LocalAws.S3.Buckets;
using LocalAws.S3.Objects;
using LocalAws.S3.Uploads;
using LocalAws.Worlds;

namespace LocalAws.S3;

/// <summary>The records of S3: names for the partition, buckets for an account, objects and uploads for a bucket.</summary>
sealed class S3Tables(World world)
{
    static readonly TableDefinition<BucketName> _names = new("s3.names", S3Json.Default.BucketName);
    static readonly TableDefinition<Bucket> _buckets = new("s3.buckets", S3Json.Default.Bucket);

    public Table<BucketName> Names => world.Table(_names, "", "");

    public Table<Bucket> Buckets(string account) => world.Table(_buckets, account, "");

    /// <summary>The current version of each key, delete markers included.</summary>
    public Table<StoredObject> Objects(Bucket bucket) =>
        world.Table<StoredObject>(
            new("s3.objects/" + bucket.Id, S3Json.Default.StoredObject),
            bucket.Account,
            bucket.Region
        );

    /// <summary>Earlier versions, by key and age, the newest first.</summary>
    public Table<StoredObject> Noncurrent(Bucket bucket) =>
        world.Table<StoredObject>(
            new("s3.noncurrent/" + bucket.Id, S3Json.Default.StoredObject),
            bucket.Account,
            bucket.Region
        );

    /// <summary>Multipart uploads under way, by id.</summary>
    public Table<Upload> Uploads(Bucket bucket) =>
        world.Table<Upload>(new("s3.uploads/" + bucket.Id, S3Json.Default.Upload), bucket.Account, bucket.Region);

    /// <summary>The parts of those uploads, by upload id and number.</summary>
    public Table<UploadedPart> Parts(Bucket bucket) =>
        world.Table<UploadedPart>(
            new("s3.parts/" + bucket.Id, S3Json.Default.UploadedPart),
            bucket.Account,
            bucket.Region
        );
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BucketName))]
[JsonSerializable(typeof(Bucket))]
[JsonSerializable(typeof(StoredObject))]
[JsonSerializable(typeof(Upload))]
[JsonSerializable(typeof(UploadedPart))]
sealed partial class S3Json : JsonSerializerContext;
