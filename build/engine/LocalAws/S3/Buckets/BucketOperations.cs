using System.Xml.Linq;
using Guards;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.S3.AccessControl;
using LocalAws.S3.Blobs;
using LocalAws.S3.Notifications;

namespace LocalAws.S3.Buckets;

/// <summary>What S3 does with buckets.</summary>
public sealed class BucketOperations
{
    const string Central = "us-east-1";

    readonly S3Tables _tables;
    readonly BucketAccess _access;
    readonly BlobStore _blobs;
    readonly EventNotifier _notifier;

    internal BucketOperations(S3Tables tables, BucketAccess access, BlobStore blobs, EventNotifier notifier)
    {
        _notifier = notifier;
        _tables = tables;
        _access = access;
        _blobs = blobs;
    }

    /// <summary>
    /// Makes a bucket in the region of the request, with which the location constraint has to agree; us-east-1 makes them in
    /// every region, and gives back those of its own that the caller has (S3 API Reference, CreateBucket).
    /// </summary>
    /// <param name="request">The bucket and who wants it.</param>
    /// <param name="location">The location constraint.</param>
    /// <param name="locks">Whether its objects can be locked, which takes versioning.</param>
    /// <param name="ownership">Who owns its objects, where the request says so, which the caller has to be allowed to.</param>
    /// <param name="acl">The access control list, which the caller has to be allowed to give unless it is private.</param>
    public Bucket Create(
        BucketRequest request,
        string? location,
        bool locks = false,
        string? ownership = null,
        RequestedAcl? acl = null
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        BucketNames.Check(request.Bucket);
        var constraint = location ?? "";
        _access.DemandCreation(request, constraint);
        var grants = NewBucketAcl.Demand(_access, request, ownership, acl);
        var region = constraint switch
        {
            "" => "us-east-1",
            "EU" => "eu-west-1",
            _ => constraint,
        };
        var isElsewhere = request.Region != Central && constraint != request.Region && BucketNames.IsRegion(region);
        if (!isElsewhere && request.Region == Central && (constraint == Central || !BucketNames.IsRegion(region)))
            throw new AwsException("InvalidLocationConstraint", "The specified location-constraint is not valid")
            {
                Details = new Dictionary<string, string> { ["LocationConstraint"] = constraint },
            };
        if (region != request.Region && request.Region != Central)
        {
            throw new AwsException(
                "IllegalLocationConstraintException",
                constraint.Length == 0
                    ? "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to."
                    : $"The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to."
            );
        }
        if (!Take(request))
            return
                request.Region == Central
                && _access.Find(request.Bucket) is { Region: Central } own
                && own.Account == request.Caller.Account
                ? own
                : throw Taken(request);
        var bucket = new Bucket
        {
            Name = request.Bucket,
            Id = Guid.NewGuid().ToString("n"),
            Account = request.Caller.Account,
            Region = region,
            Location = constraint,
            Created = _access.Now,
            Versioning = locks ? "Enabled" : "",
            Grants = grants,
            Configurations = InitialConfigurations(locks, ownership),
        };
        _tables.Buckets(bucket.Account).Put(bucket.Name, bucket);
        return bucket;
    }

    static Dictionary<string, string> InitialConfigurations(bool locks, string? ownership)
    {
        var all = BucketConfiguration
            .All.Values.Where(configuration => configuration.InitiallySet)
            .ToDictionary(configuration => configuration.Subresource, configuration => configuration.Default!);
        if (locks)
            all[BucketConfiguration.ObjectLock] = BucketConfiguration.Locking;
        if (ownership is not null)
            all[ObjectOwnership.Subresource] = ObjectOwnership.Configuration(ownership);
        return all;
    }

    /// <summary>Deletes a bucket without objects.</summary>
    public void Delete(BucketRequest request)
    {
        var bucket = _access.Demand(request, "s3:DeleteBucket");
        if (_tables.Objects(bucket).Count + _tables.Noncurrent(bucket).Count > 0)
        {
            throw new AwsException(
                "BucketNotEmpty",
                bucket.Versioning.Length == 0
                    ? "The bucket you tried to delete is not empty"
                    : "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
                409
            )
            {
                Details = new Dictionary<string, string> { ["BucketName"] = bucket.Name },
            };
        }
        foreach (var part in _tables.Parts(bucket).Range("", null, int.MaxValue))
        {
            _tables.Parts(bucket).Remove(part.Key);
            _blobs.Delete([part.Value.Blob]);
        }
        foreach (var upload in _tables.Uploads(bucket).All())
            _tables.Uploads(bucket).Remove(upload.Id);
        _tables.Buckets(bucket.Account).Remove(bucket.Name);
        _tables.Names.Remove(bucket.Name);
    }

    /// <summary>The bucket, if the caller may list it.</summary>
    public Bucket Head(BucketRequest request) => _access.Demand(request, "s3:ListBucket");

    /// <summary>The present time.</summary>
    public DateTimeOffset Now => _access.Now;

    /// <summary>A configuration of a bucket as its XML, by the name of its subresource, or null where it has none.</summary>
    public string? ConfigurationOf(string bucket, string subresource) =>
        _access.Find(bucket)?.Configurations.GetValueOrDefault(subresource);

    /// <summary>The region of a bucket, or null where there is none.</summary>
    public string? RegionOf(string bucket) => _access.Find(bucket)?.Region;

    /// <summary>The location constraint.</summary>
    public string GetLocation(BucketRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _access.Demand(request with { AnyRegion = true }, "s3:GetBucketLocation").Location;
    }

    /// <summary>The caller's buckets.</summary>
    public IReadOnlyList<Bucket> List(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.DemandGlobally(caller, region, "s3:ListAllMyBuckets");
        return _tables.Buckets(caller.Account).All();
    }

    /// <summary>Enabled, Suspended or empty.</summary>
    public string GetVersioning(BucketRequest request) => _access.Demand(request, "s3:GetBucketVersioning").Versioning;

    /// <summary>Sets versioning to Enabled or Suspended.</summary>
    public void PutVersioning(BucketRequest request, string status)
    {
        var found = _access.Demand(request, "s3:PutBucketVersioning");
        if (status.Length == 0)
            throw new AwsException(
                "IllegalVersioningConfigurationException",
                "The Versioning element must be specified"
            );
        if (status is not ("Enabled" or "Suspended"))
            throw S3Failures.MalformedXml();
        if (status == "Suspended" && found.Configurations.ContainsKey(BucketConfiguration.ObjectLock))
            throw new AwsException(
                "InvalidBucketState",
                "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
                409
            );
        Change(found, bucket => bucket with { Versioning = status });
    }

    /// <summary>The bucket policy.</summary>
    public string GetPolicy(BucketRequest request)
    {
        var bucket = _access.Demand(request, "s3:GetBucketPolicy");
        return bucket.Policy is { } policy ? _access.Show(policy) : throw NoPolicy(bucket);
    }

    /// <summary>Whether the bucket policy lets everyone in.</summary>
    public bool IsPublic(BucketRequest request) =>
        _access.Demand(request, "s3:GetBucketPolicyStatus") is var bucket && bucket.Policy is { } policy
            ? PublicPolicies.IsPublic(policy)
            : throw NoPolicy(bucket);

    static AwsException NoPolicy(Bucket bucket) =>
        new("NoSuchBucketPolicy", "The bucket policy does not exist", 404)
        {
            Details = new Dictionary<string, string> { ["BucketName"] = bucket.Name },
        };

    /// <summary>Sets the bucket policy.</summary>
    public void PutPolicy(BucketRequest request, string document)
    {
        var bucket = _access.Demand(request, "s3:PutBucketPolicy");
        _access.CheckPolicy(bucket, document);
        var kept = _access.Keep(document);
        Change(bucket, found => found with { Policy = kept });
    }

    /// <summary>Removes the bucket policy.</summary>
    public void DeletePolicy(BucketRequest request) =>
        Change(_access.Demand(request, "s3:DeleteBucketPolicy"), bucket => bucket with { Policy = null });

    /// <summary>The XML of a configuration such as encryption or lifecycle.</summary>
    public string GetConfiguration(BucketRequest request, string subresource)
    {
        var configuration = BucketConfiguration.All[subresource];
        var bucket = _access.Demand(request, configuration.ReadAction);
        if (bucket.Configurations.TryGetValue(subresource, out var xml))
            return xml;
        return configuration.Missing is { } missing
            ? throw new AwsException(missing.Code, missing.Message, missing.HttpStatus)
            {
                Details = new Dictionary<string, string> { ["BucketName"] = bucket.Name },
            }
            : configuration.Default!;
    }

    /// <summary>Sets a configuration; one that the local AWS would not act on is refused by name.</summary>
    /// <param name="isChecked">False for the tags that CloudFormation gives a bucket: some begin with aws:, and it holds its own to their rules.</param>
    /// <param name="validates">Whether the destinations of notifications are asked whether they take them.</param>
    public void PutConfiguration(
        BucketRequest request,
        string subresource,
        string xml,
        bool isChecked = true,
        bool validates = true
    )
    {
        var configuration = BucketConfiguration.All[subresource];
        var bucket = _access.Demand(request, configuration.WriteAction);
        var document = ShallowXml.Parse(xml);
        if (isChecked)
            configuration.Check?.Invoke(document);
        var elements = document.Elements().Select(element => element.Name.LocalName);
        if (configuration.OnlyEmpty && elements.FirstOrDefault() is { } unknown)
            throw S3Failures.NotImplemented($"bucket configuration '{subresource}' with {unknown}");
        if (subresource == BucketConfiguration.ObjectLock && bucket.Versioning != "Enabled")
            throw new AwsException(
                "InvalidBucketState",
                "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
                409
            );
        if (subresource == BucketConfiguration.Logging)
            AccessLogging.Check(_access, bucket, document);
        if (subresource == BucketConfiguration.Notification && validates)
            _notifier.Validate(bucket, document);
        if (subresource == ObjectOwnership.Subresource)
            NewBucketAcl.CheckOwnership(bucket, xml);
        if (isChecked && configuration.Complete is { } complete)
        {
            complete(document);
            xml = document.ToString(SaveOptions.DisableFormatting);
        }
        if (subresource == BucketConfiguration.Tagging && !document.Descendants().Skip(1).Any())
        {
            Remove(bucket, subresource);
            return;
        }
        Change(
            bucket,
            found =>
                found with
                {
                    Configurations = new Dictionary<string, string>(found.Configurations) { [subresource] = xml },
                }
        );
    }

    /// <summary>Removes a configuration.</summary>
    public void DeleteConfiguration(BucketRequest request, string subresource)
    {
        var action = BucketConfiguration.All[subresource].DeleteAction ?? throw S3Failures.MethodNotAllowed();
        Remove(_access.Demand(request, action), subresource);
    }

    void Remove(Bucket bucket, string subresource) =>
        Change(
            bucket,
            found =>
                found with
                {
                    Configurations = found.Configurations.Where(pair => pair.Key != subresource).ToDictionary(),
                }
        );

    /// <summary>Takes the name unless a bucket has it; one whose bucket was not made or not left to the end is free.</summary>
    bool Take(BucketRequest request)
    {
        BucketName? taken = null;
        _tables.Names.Update(
            request.Bucket,
            found =>
                found is null || _tables.Buckets(found.Account).Find(request.Bucket) is null
                    ? taken = new(request.Caller.Account)
                    : found
        );
        return taken is not null;
    }

    void Change(Bucket bucket, Func<Bucket, Bucket> change) =>
        _tables
            .Buckets(bucket.Account)
            .Update(bucket.Name, found => found is null ? throw S3Failures.NoSuchBucket(bucket.Name) : change(found));

    AwsException Taken(BucketRequest request) =>
        _tables.Names.Find(request.Bucket)?.Account == request.Caller.Account
            ? new(
                "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.",
                409
            )
            {
                Details = new Dictionary<string, string> { ["BucketName"] = request.Bucket },
            }
            : new(
                "BucketAlreadyExists",
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
                409
            )
            {
                Details = new Dictionary<string, string> { ["BucketName"] = request.Bucket },
            };
}
