namespace Build.Tests.LocalAws.Accounts;

/// <summary>Attempts on functions, buckets, objects and hosted zones.</summary>
static class RestAttempts
{
    static readonly string[] _configurations =
    [
        "encryption",
        "publicAccessBlock",
        "ownershipControls",
        "lifecycle",
        "tagging",
        "cors",
        "website",
        "notification",
        "logging",
        "replication",
        "object-lock",
        "accelerate",
        "requestPayment",
    ];

    /// <summary>Those that no operation removes.</summary>
    static readonly string[] _kept = ["notification", "logging", "object-lock", "accelerate", "requestPayment"];

    public static IEnumerable<Attempt> All() =>
        [
            .. Attempt.Parse("lambda", Functions),
            .. Attempt.Parse("s3", Buckets),
            .. Attempt.Parse("s3", Objects),
            .. _configurations.SelectMany(name =>
                Attempt.Parse(
                    "s3",
                    $"""
                    GetBucket?{name} | GET /<bucket>?{name}= | AccessDenied
                    PutBucket?{name} | PUT /<bucket>?{name}= <Configuration/> | AccessDenied
                    """
                )
            ),
            .. _configurations
                .Except(_kept)
                .SelectMany(name =>
                    Attempt.Parse("s3", $"DeleteBucket?{name} | DELETE /<bucket>?{name}= | AccessDenied")
                ),
            .. Attempt.Parse("route53", Zones),
        ];

    const string Functions = """
        ListFunctions | GET /2015-03-31/functions | own
        GetFunction | GET /2015-03-31/functions/<function> | AccessDeniedException
        GetFunctionConfiguration | GET /2015-03-31/functions/<function>/configuration | AccessDeniedException
        GetFunctionConcurrency | GET /2019-09-30/functions/<function>/concurrency | AccessDeniedException
        GetPolicy | GET /2015-03-31/functions/<function>/policy | AccessDeniedException
        ListTags | GET /2017-03-31/tags/<function> | AccessDeniedException
        ListVersionsByFunction | GET /2015-03-31/functions/<function>/versions | AccessDeniedException
        ListAliases | GET /2015-03-31/functions/<function>/aliases | AccessDeniedException
        GetAlias | GET /2015-03-31/functions/<function>/aliases/live | AccessDeniedException
        """;

    const string Buckets = """
        ListBuckets | GET / | own
        CreateBucket | PUT /<bucket> <CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration> | BucketAlreadyExists
        DeleteBucket | DELETE /<bucket> | AccessDenied
        HeadBucket | HEAD /<bucket> | 403
        GetBucketLocation | GET /<bucket>?location= | AccessDenied
        GetBucketAcl | GET /<bucket>?acl= | AccessDenied
        PutBucketAcl | PUT /<bucket>?acl= | AccessDenied
        PutBucketVersioning | PUT /<bucket>?versioning= <VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration> | AccessDenied
        GetBucketVersioning | GET /<bucket>?versioning= | AccessDenied
        PutBucketPolicy | PUT /<bucket>?policy= {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}]} | AccessDenied
        GetBucketPolicy | GET /<bucket>?policy= | AccessDenied
        GetBucketPolicyStatus | GET /<bucket>?policyStatus= | AccessDenied
        DeleteBucketPolicy | DELETE /<bucket>?policy= | AccessDenied
        ListObjects | GET /<bucket> | AccessDenied
        ListObjectsV2 | GET /<bucket>?list-type=2 | AccessDenied
        ListObjectVersions | GET /<bucket>?versions= | AccessDenied
        ListMultipartUploads | GET /<bucket>?uploads= | AccessDenied
        DeleteObjects | POST /<bucket>?delete= <Delete><Object><Key>object</Key></Object></Delete> | own
        """;

    const string Objects = """
        PutObject | PUT /<bucket>/object taken | AccessDenied
        CopyObject | PUT /<bucket>/copy x-amz-copy-source:/<bucket>/object | AccessDenied
        GetObject | GET /<bucket>/object | AccessDenied
        GetObject | GET /<bucket>/missing | AccessDenied
        HeadObject | HEAD /<bucket>/object | 403
        GetObjectAttributes | GET /<bucket>/object?attributes= x-amz-object-attributes:ETag | AccessDenied
        GetObjectAcl | GET /<bucket>/object?acl= | AccessDenied
        PutObjectAcl | PUT /<bucket>/object?acl= | AccessDenied
        GetObjectRetention | GET /<bucket>/object?retention= | AccessDenied
        PutObjectRetention | PUT /<bucket>/object?retention= <Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2099-01-01T00:00:00Z</RetainUntilDate></Retention> | AccessDenied
        GetObjectLegalHold | GET /<bucket>/object?legal-hold= | AccessDenied
        PutObjectLegalHold | PUT /<bucket>/object?legal-hold= <LegalHold><Status>ON</Status></LegalHold> | AccessDenied
        GetObjectTagging | GET /<bucket>/object?tagging= | AccessDenied
        PutObjectTagging | PUT /<bucket>/object?tagging= <Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging> | AccessDenied
        DeleteObjectTagging | DELETE /<bucket>/object?tagging= | AccessDenied
        DeleteObject | DELETE /<bucket>/object | AccessDenied
        CreateMultipartUpload | POST /<bucket>/object?uploads= | AccessDenied
        ListParts | GET /<bucket>/large?uploadId=<upload> | AccessDenied
        UploadPart | PUT /<bucket>/large?partNumber=1&uploadId=<upload> taken | AccessDenied
        UploadPartCopy | PUT /<bucket>/large?partNumber=1&uploadId=<upload> x-amz-copy-source:/<bucket>/object | AccessDenied
        CompleteMultipartUpload | POST /<bucket>/large?uploadId=<upload> <CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"a"</ETag></Part></CompleteMultipartUpload> | AccessDenied
        AbortMultipartUpload | DELETE /<bucket>/large?uploadId=<upload> | AccessDenied
        """;

    const string Zones = """
        ListHostedZonesByName | GET /2013-04-01/hostedzonesbyname?dnsname=example.com | own
        ListHostedZones | GET /2013-04-01/hostedzone | own
        GetHostedZone | GET /2013-04-01/hostedzone/<zone> | NoSuchHostedZone
        """;
}
