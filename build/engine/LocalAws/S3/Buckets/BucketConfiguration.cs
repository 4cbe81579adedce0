using Guards;
using System.Xml.Linq;
using LocalAws.Protocol;
using LocalAws.S3.Notifications;

namespace LocalAws.S3.Buckets;

/// <summary>A configuration that S3 keeps and gives back: its actions, and what is answered where there is none.</summary>
/// <param name="Subresource">The query parameter.</param>
/// <param name="ReadAction">The action to read it.</param>
/// <param name="WriteAction">The action to change it.</param>
sealed record BucketConfiguration(string Subresource, string ReadAction, string WriteAction)
{
    const string AllBlocked =
        "<PublicAccessBlockConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>";
    const string Enforced =
        "<OwnershipControls xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>";
    const string ManagedKeys =
        "<ServerSideEncryptionConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled><BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>";

    /// <summary>
    /// The action to remove it: the one to change it, save for websites (S3 API Reference, DeleteBucketWebsite); null where
    /// there is no operation that removes it.
    /// </summary>
    public string? DeleteAction { get; init; } = WriteAction;

    /// <summary>The XML of a bucket that was never configured, or null where that is an error.</summary>
    public string? Default { get; init; }

    /// <summary>The error where there is none.</summary>
    public AwsException? Missing { get; init; }

    /// <summary>Whether a new bucket has the default as if it had been configured, so that deleting leaves nothing.</summary>
    public bool InitiallySet { get; init; }

    /// <summary>Throws where S3 does not take a configuration that its model takes.</summary>
    public Action<XElement>? Check { get; init; }

    /// <summary>What S3 adds to a configuration that leaves it out.</summary>
    public Action<XElement>? Complete { get; init; }

    /// <summary>Whether only an empty configuration is taken, because the local AWS would not act on it.</summary>
    public bool OnlyEmpty { get; init; }

    public const string ObjectLock = "object-lock";
    public const string Tagging = "tagging";
    public const string Logging = "logging";
    public const string Notification = "notification";

    /// <summary>The configuration of a bucket whose objects can be locked and are not by default.</summary>
    public const string Locking =
        "<ObjectLockConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>";

    public static IReadOnlyDictionary<string, BucketConfiguration> All { get; } =
        new BucketConfiguration[]
        {
            new("encryption", "s3:GetEncryptionConfiguration", "s3:PutEncryptionConfiguration")
            {
                Default = ManagedKeys,
            },
            new("publicAccessBlock", "s3:GetBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock")
            {
                Default = AllBlocked,
                InitiallySet = true,
                Complete = SayAll,
                Missing = NotFound(
                    "NoSuchPublicAccessBlockConfiguration",
                    "The public access block configuration was not found"
                ),
            },
            new("ownershipControls", "s3:GetBucketOwnershipControls", "s3:PutBucketOwnershipControls")
            {
                Default = Enforced,
                InitiallySet = true,
                Check = rules => OnlyOne(rules, "Rule"),
                Missing = NotFound("OwnershipControlsNotFoundError", "The bucket ownership controls were not found"),
            },
            new("lifecycle", "s3:GetLifecycleConfiguration", "s3:PutLifecycleConfiguration")
            {
                Check = LifecycleRules.Check,
                Complete = LifecycleRules.Name,
                Missing = NotFound("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
            },
            new(Tagging, "s3:GetBucketTagging", "s3:PutBucketTagging")
            {
                Check = S3Tags.CheckBucket,
                Missing = NotFound("NoSuchTagSet", "The TagSet does not exist"),
            },
            new("cors", "s3:GetBucketCORS", "s3:PutBucketCORS")
            {
                Check = CorsRules.Check,
                Missing = NotFound("NoSuchCORSConfiguration", "The CORS configuration does not exist"),
            },
            new("website", "s3:GetBucketWebsite", "s3:PutBucketWebsite")
            {
                DeleteAction = "s3:DeleteBucketWebsite",
                Missing = NotFound(
                    "NoSuchWebsiteConfiguration",
                    "The specified bucket does not have a website configuration"
                ),
                OnlyEmpty = true,
            },
            new(Notification, "s3:GetBucketNotification", "s3:PutBucketNotification")
            {
                DeleteAction = null,
                Default = "<NotificationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\" />",
                Check = NotificationRules.Check,
                Complete = NotificationRules.Complete,
            },
            new(Logging, "s3:GetBucketLogging", "s3:PutBucketLogging")
            {
                DeleteAction = null,
                Default = "<BucketLoggingStatus xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\" />",
            },
            new("replication", "s3:GetReplicationConfiguration", "s3:PutReplicationConfiguration")
            {
                Missing = NotFound(
                    "ReplicationConfigurationNotFoundError",
                    "The replication configuration was not found"
                ),
                OnlyEmpty = true,
            },
            new(ObjectLock, "s3:GetBucketObjectLockConfiguration", "s3:PutBucketObjectLockConfiguration")
            {
                DeleteAction = null,
                Missing = NotFound(
                    "ObjectLockConfigurationNotFoundError",
                    "Object Lock configuration does not exist for this bucket"
                ),
                Check = Locks.LockRules.CheckConfiguration,
            },
            new("accelerate", "s3:GetAccelerateConfiguration", "s3:PutAccelerateConfiguration")
            {
                DeleteAction = null,
                Default = "<AccelerateConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\" />",
                OnlyEmpty = true,
            },
            new("requestPayment", "s3:GetBucketRequestPayment", "s3:PutBucketRequestPayment")
            {
                DeleteAction = null,
                Default =
                    "<RequestPaymentConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Payer>BucketOwner</Payer></RequestPaymentConfiguration>",
                OnlyEmpty = true,
            },
        }.ToDictionary(configuration => configuration.Subresource, StringComparer.Ordinal);

    /// <summary>Whether a setting of the bucket's public access block is on.</summary>
    public static bool Blocks(Bucket bucket, string setting) =>
        bucket.Configurations.TryGetValue("publicAccessBlock", out var block)
        && block.Contains($"<{setting}>true</{setting}>", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is left out of a public access block is off, and is said.</summary>
    static void SayAll(XElement block)
    {
        foreach (var name in ShallowXml.Parse(AllBlocked).Elements().Select(one => one.Name.LocalName))
            if (block.Child(name) is null)
                block.Add(new XElement(block.Name.Namespace + name, "false"));
    }

    static void OnlyOne(XElement configuration, string name)
    {
        if (configuration.Children(name).Count() != 1)
            throw S3Failures.MalformedXml();
    }

    static AwsException NotFound(string code, string message) => new(code, message, 404);
}
