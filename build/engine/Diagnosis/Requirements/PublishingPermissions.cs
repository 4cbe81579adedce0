using Deployment;

namespace Diagnosis.Requirements;

/// <summary>What publishing an asset takes: the calls of AssetPublisher, and for images those of cdk-assets and the container engine.</summary>
static class PublishingPermissions
{
    static readonly string[] onRepository =
    [
        "ecr:DescribeRepositories",
        "ecr:DescribeImages",
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:InitiateLayerUpload",
        "ecr:UploadLayerPart",
        "ecr:CompleteLayerUpload",
        "ecr:PutImage",
    ];

    public static IEnumerable<RequiredPermission> Of(
        PlannedAsset asset,
        DeploymentPlan plan,
        RequirementOptions options
    )
    {
        var purpose = asset.File is null ? RolePurpose.ImagePublishing : RolePurpose.FilePublishing;
        var actor = asset.RoleArn is { } arn
            ? new Actor.Role(arn)
            : options.ActorFor(purpose, asset.Reference.Environment);
        var what = $"{asset.Reference.DisplayName} of {Reasons.Stacks(StackNames.Of(asset, plan))}";
        return asset.File is null
            ? OfImage(asset, actor, $"container image {what} is published with it")
            : OfFile(asset, actor, $"{what} is published with it", options);
    }

    static IEnumerable<RequiredPermission> OfFile(
        PlannedAsset asset,
        Actor actor,
        string reason,
        RequirementOptions options
    )
    {
        var environment = asset.Reference.Environment;
        var destination = asset.File!.Value.Destination;
        var bucket = environment.Placeholders.Apply(destination.BucketName);
        var key = environment.Placeholders.Apply(destination.ObjectKey);
        yield return new(actor, "s3:ListBucket", AwsArns.Bucket(environment, bucket), reason)
        {
            ResourceAccount = environment.Account,
        };
        var put = new RequiredPermission(actor, "s3:PutObject", AwsArns.Object(environment, bucket, key), reason)
        {
            ResourceAccount = environment.Account,
            ResourcePattern = AwsArns.Object(environment, bucket, "*"),
        };
        yield return put;
        yield return put with
        {
            Action = "s3:AbortMultipartUpload",
        };
        if (!options.StagingKeys.TryGetValue(environment, out var keyArn))
            yield break;
        // Parts of large files are put together by decrypting them.
        yield return StagingKey.Allowing(put, "kms:GenerateDataKey", keyArn, environment);
        yield return StagingKey.Allowing(put, "kms:Decrypt", keyArn, environment);
    }

    static IEnumerable<RequiredPermission> OfImage(PlannedAsset asset, Actor actor, string reason)
    {
        var environment = asset.Reference.Environment;
        var name = environment.Placeholders.Apply(asset.Image!.Value.Destination.RepositoryName);
        var repository = AwsArns.Repository(environment, name);
        return
        [
            new(actor, "ecr:GetAuthorizationToken", "*", reason),
            .. onRepository.Select(action => new RequiredPermission(actor, action, repository, reason)),
        ];
    }
}
