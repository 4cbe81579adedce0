namespace Diagnosis.Requirements.ResourceTypes;

static class StorageTypes
{
    public static readonly IReadOnlyList<ResourceType> All =
    [
        new("AWS::S3::Bucket", "arn:{partition}:s3:::{name}", ["s3:CreateBucket"], [], ["s3:DeleteBucket"])
        {
            NamedBy = "BucketName",
            ForProperty = new Dictionary<string, string[]>
            {
                ["BucketEncryption"] = ["s3:PutEncryptionConfiguration"],
                ["CorsConfiguration"] = ["s3:PutBucketCORS"],
                ["LifecycleConfiguration"] = ["s3:PutLifecycleConfiguration"],
                ["LoggingConfiguration"] = ["s3:PutBucketLogging"],
                ["NotificationConfiguration"] = ["s3:PutBucketNotification"],
                ["OwnershipControls"] = ["s3:PutBucketOwnershipControls"],
                ["PublicAccessBlockConfiguration"] = ["s3:PutBucketPublicAccessBlock"],
                ["Tags"] = ["s3:PutBucketTagging"],
                ["VersioningConfiguration"] = ["s3:PutBucketVersioning"],
                ["WebsiteConfiguration"] = ["s3:PutBucketWebsite"],
            },
        },
        new(
            "AWS::S3::BucketPolicy",
            "arn:{partition}:s3:::{name}",
            ["s3:GetBucketPolicy", "s3:PutBucketPolicy"],
            [],
            ["s3:DeleteBucketPolicy"]
        )
        {
            NamedBy = "Bucket",
        },
        new(
            "AWS::DynamoDB::Table",
            "arn:{partition}:dynamodb:{region}:{account}:table/{name}",
            ["dynamodb:CreateTable", "dynamodb:DescribeTable", "dynamodb:DescribeContinuousBackups"],
            ["dynamodb:UpdateTable", "dynamodb:UpdateContinuousBackups"],
            ["dynamodb:DeleteTable"]
        )
        {
            NamedBy = "TableName",
            ForProperty = new Dictionary<string, string[]>
            {
                ["Tags"] = ["dynamodb:TagResource"],
                ["TimeToLiveSpecification"] = ["dynamodb:UpdateTimeToLive"],
            },
        },
        new(
            "AWS::ECR::Repository",
            "arn:{partition}:ecr:{region}:{account}:repository/{name}",
            ["ecr:CreateRepository", "ecr:DescribeRepositories"],
            ["ecr:PutImageTagMutability", "ecr:PutImageScanningConfiguration"],
            ["ecr:DeleteRepository"]
        )
        {
            NamedBy = "RepositoryName",
            ForProperty = new Dictionary<string, string[]>
            {
                ["LifecyclePolicy"] = ["ecr:PutLifecyclePolicy"],
                ["RepositoryPolicyText"] = ["ecr:SetRepositoryPolicy"],
                ["Tags"] = ["ecr:TagResource"],
            },
        },
    ];
}
