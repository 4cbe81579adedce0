using static Iam.ManagedPolicies.ManagedDocument;

namespace Iam.ManagedPolicies;

/// <summary>Policies about one service.</summary>
static class ServicePolicies
{
    const string ReadImages =
        "GetAuthorizationToken BatchCheckLayerAvailability GetDownloadUrlForLayer GetRepositoryPolicy "
        + "DescribeRepositories ListImages DescribeImages BatchGetImage GetLifecyclePolicy "
        + "GetLifecyclePolicyPreview ListTagsForResource DescribeImageScanFindings";

    public static IReadOnlyList<AwsManagedPolicy> All { get; } =
    [
        Allowing("AmazonEC2ContainerRegistryReadOnly", "/", [.. Actions(("ecr", ReadImages))]),
        Allowing(
            "AmazonEC2ContainerRegistryPowerUser",
            "/",
            [
                .. Actions(
                    ("ecr", ReadImages),
                    ("ecr", "InitiateLayerUpload UploadLayerPart CompleteLayerUpload PutImage")
                ),
            ]
        ),
        Allowing(
            "AmazonS3ReadOnlyAccess",
            "/",
            [.. Actions(("s3", "Get* List* Describe*"), ("s3-object-lambda", "Get* List*"))]
        ),
        Allowing("AmazonS3FullAccess", "/", "s3:*", "s3-object-lambda:*"),
        Allowing("AmazonSSMReadOnlyAccess", "/", [.. Actions(("ssm", "Describe* Get* List*"))]),
        Allowing(
            "AWSCloudFormationReadOnlyAccess",
            "/",
            [.. Actions(("cloudformation", "Describe* EstimateTemplateCost Get* List* ValidateTemplate Detect*"))]
        ),
        Allowing("AWSCloudFormationFullAccess", "/", "cloudformation:*"),
    ];
}
