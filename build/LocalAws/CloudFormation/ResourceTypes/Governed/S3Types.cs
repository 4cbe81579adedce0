using System.Text.Json.Nodes;

namespace LocalAws.CloudFormation.ResourceTypes.Governed;

/// <summary>AWS::S3::Bucket and its policy.</summary>
static class S3Types
{
    public static IEnumerable<ResourceType> All() =>
        [
            new GovernedType(
                new GovernedSpecification(
                    "AWS::S3::Bucket",
                    new PropertySchema(
                        "AbacStatus AccelerateConfiguration AccessControl AnalyticsConfigurations BucketEncryption BucketName! CorsConfiguration IntelligentTieringConfigurations InventoryConfigurations LifecycleConfiguration LoggingConfiguration MetadataConfiguration MetadataTableConfiguration MetricsConfigurations NotificationConfiguration ObjectLockConfiguration ObjectLockEnabled! OwnershipControls PublicAccessBlockConfiguration ReplicationConfiguration Tags VersioningConfiguration WebsiteConfiguration",
                        "Arn DomainName DualStackDomainName RegionalDomainName WebsiteURL"
                    ),
                    ["s3:CreateBucket"],
                    ["s3:PutBucketVersioning"],
                    ["s3:DeleteBucket"]
                )
                {
                    ArnPattern = "s3:::{id}",
                    NameProperty = "BucketName",
                    NameLimit = 63,
                    MakeIdentifier = request => request.NameFrom("BucketName", 63).ToLowerInvariant(),
                    TagAction = "s3:PutBucketTagging",
                    Attributes = (request, id, _) =>
                        new JsonObject
                        {
                            ["DomainName"] = $"{id}.s3.amazonaws.com",
                            ["DualStackDomainName"] = $"{id}.s3.dualstack.{request.Region}.amazonaws.com",
                            ["RegionalDomainName"] = $"{id}.s3.{request.Region}.amazonaws.com",
                            ["WebsiteURL"] = $"http://{id}.s3-website-{request.Region}.amazonaws.com",
                        },
                }
            ),
        ];
}
