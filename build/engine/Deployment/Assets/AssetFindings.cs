using System.Text.RegularExpressions;
using Amazon.Runtime;
using Deployment.Credentials;
using Deployment.NextActions;

namespace Deployment.Assets;

/// <summary>What can go wrong when an asset is published, for the user.</summary>
static partial class AssetFindings
{
    /// <param name="bootstrapCommand">What bootstraps the asset's environment.</param>
    public static Finding NoBucket(AssetReference asset, string bucket, string bootstrapCommand, AwsEndpoint world) =>
        new Finding(
            FindingCodes.BucketMissing,
            $"Asset {asset.DisplayName} was not published: {asset.Environment} has no bucket {bucket}",
            OfBootstrap().IsMatch(bucket)
                ? bootstrapCommand
                : $"aws s3 mb s3://{bucket} --region {asset.Environment.Region}"
        ).In(asset.Environment.Account, world);

    public static Finding SomeoneElses(AssetReference asset, string bucket, string bootstrapCommand) =>
        new(
            FindingCodes.UnexpectedBucketOwner,
            $"Asset {asset.DisplayName} was not published: bucket {bucket} does not belong to account {asset.Environment.Account}",
            [
                "A bucket of that name that another account owns would receive, and could replace, what is deployed here.",
            ],
            $"set another $.qualifier in build/settings.json, then {bootstrapCommand}"
        );

    public static Finding Refused(
        AssetReference asset,
        string caller,
        AmazonServiceException exception,
        AwsEndpoint world
    ) =>
        new(
            FindingCodes.AssetPublishFailed,
            $"Asset {asset.DisplayName} was not published to {asset.Destination} in {asset.Environment}",
            [$"Caller {caller}: {exception.ErrorCode}, {exception.Message}"],
            exception.StatusCode == System.Net.HttpStatusCode.Forbidden
                ? AwsRefusals.Doctor(world)
                : "run it again; what was published is found"
        );

    public static Finding Failed(AssetReference asset, string why, string? next = null) =>
        new(
            FindingCodes.AssetPublishFailed,
            $"Asset {asset.DisplayName} was not published to {asset.Destination}",
            [why],
            next
        );

    public static Finding NoCdkAssets(AssetReference asset) =>
        new(
            FindingCodes.CdkAssetsMissing,
            $"Container image {asset.DisplayName} was not published: cdk-assets is not installed",
            BuildCommand.Install()
        );

    public static Finding NoContainerEngine(AssetReference asset, string engine, IReadOnlyList<string> why) =>
        new(
            FindingCodes.NoContainerEngine,
            $"Container image {asset.DisplayName} was not built: no container engine answers to {engine}",
            why,
            "start Docker, or name another engine in the environment variable CDK_DOCKER"
        );

    /// <summary>The buckets that CDK's bootstrap template makes.</summary>
    [GeneratedRegex("^cdk-[A-Za-z0-9_-]+-assets-[0-9]{12}-")]
    private static partial Regex OfBootstrap();
}
