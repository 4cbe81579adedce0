using LocalAws.S3.Buckets;
using LocalAws.S3.Objects;

namespace LocalAws.S3.AccessControl;

/// <summary>
/// Who owns the objects of a bucket, and whether access control lists count (S3 User Guide, "Controlling ownership of objects
/// and disabling ACLs for your bucket").
/// </summary>
static class ObjectOwnership
{
    public const string Subresource = "ownershipControls";
    public const string Enforced = "BucketOwnerEnforced";
    public const string Preferred = "BucketOwnerPreferred";
    public const string Writer = "ObjectWriter";

    /// <summary>Whether access control lists of the bucket and its objects count; without a setting they do.</summary>
    public static bool HasAcls(Bucket bucket) => !Is(bucket, Enforced);

    /// <summary>The account that owns an object of the bucket; empty for nobody.</summary>
    public static string OwnerOf(Bucket bucket, StoredObject found) =>
        found.Owner is { } owner && HasAcls(bucket) ? owner : bucket.Account;

    /// <summary>The account that is going to own what the caller writes.</summary>
    public static string OwnerOf(Bucket bucket, string writer, RequestedAcl? asked) =>
        !HasAcls(bucket) || (Is(bucket, Preferred) && asked?.Canned == "bucket-owner-full-control")
            ? bucket.Account
            : writer;

    /// <summary>The configuration that says so.</summary>
    public static string Configuration(string ownership) =>
        $"<OwnershipControls xmlns=\"{S3Xml.Namespace}\"><Rule><ObjectOwnership>{ownership}</ObjectOwnership></Rule></OwnershipControls>";

    static bool Is(Bucket bucket, string ownership) =>
        bucket.Configurations.TryGetValue(Subresource, out var xml)
        && xml.Contains($">{ownership}<", StringComparison.Ordinal);
}
