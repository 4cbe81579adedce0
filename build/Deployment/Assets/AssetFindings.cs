using Amazon.Runtime;
using Deployment.NextActions;

namespace Deployment.Assets;

/// <summary>What can go wrong when an asset is published, for the user.</summary>
static class AssetFindings
{
    public static Finding NoBucket(AssetReference asset, string bucket, string bootstrapCommand) =>
        new(
            "BucketMissing",
            $"Asset {asset.DisplayName} was not published: {asset.Environment} has no bucket {bucket}",
            bootstrapCommand
        );

    public static Finding SomeoneElses(AssetReference asset, string bucket) =>
        new(
            "UnexpectedBucketOwner",
            $"Asset {asset.DisplayName} was not published: bucket {bucket} does not belong to account {asset.Environment.Account}",
            [
                "A bucket of that name that another account owns would receive, and could replace, what is deployed here.",
            ],
            $"find out who made the bucket; then remove StagingBucket from the CDKToolkit stack and bootstrap {asset.Environment} again"
        );

    public static Finding Refused(AssetReference asset, string caller, AmazonServiceException exception) =>
        new(
            "AssetPublishFailed",
            $"Asset {asset.DisplayName} was not published to {asset.Destination} in {asset.Environment}",
            [$"Caller {caller}: {exception.ErrorCode}, {exception.Message}"],
            exception.StatusCode == System.Net.HttpStatusCode.Forbidden
                ? $"give the caller the permission, or bootstrap {asset.Environment} again"
                : "run it again; what was published is found"
        );

    public static Finding Failed(AssetReference asset, string why, string? next = null) =>
        new("AssetPublishFailed", $"Asset {asset.DisplayName} was not published to {asset.Destination}", [why], next);

    public static Finding NoCdkAssets(AssetReference asset) =>
        new(
            "CdkAssetsMissing",
            $"Container image {asset.DisplayName} was not published: cdk-assets is not installed",
            BuildCommand.Install()
        );

    public static Finding NoContainerEngine(AssetReference asset, string engine, IReadOnlyList<string> why) =>
        new(
            "NoContainerEngine",
            $"Container image {asset.DisplayName} was not built: no container engine answers to {engine}",
            why,
            "start Docker, or name another engine in the environment variable CDK_DOCKER"
        );
}
