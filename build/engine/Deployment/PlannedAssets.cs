using Deployment.Assemblies;

namespace Deployment;

/// <summary>An asset on its way to one destination, however many stacks need it there.</summary>
/// <param name="RoleArn">The role it is published with; null for the session's own credentials.</param>
/// <param name="NeededBy">The ids of the stacks, in the plan's order.</param>
public sealed record PlannedAsset(AssetReference Reference, string? RoleArn, IReadOnlyList<string> NeededBy)
{
    /// <summary>The ids of the stacks that make the destination; they need not be of the plan.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Of a file asset.</summary>
    public (FileAsset Asset, FileDestination Destination)? File { get; init; }

    /// <summary>Of a container image, with the manifest that it is published from.</summary>
    public (
        AssetManifest Manifest,
        ContainerImageAsset Asset,
        ContainerImageDestination Destination
    )? Image { get; init; }
}

/// <summary>Collects the assets of a plan's stacks, each destination once.</summary>
static class PlannedAssets
{
    public static IReadOnlyList<PlannedAsset> Of(IReadOnlyList<PlannedStack> stacks)
    {
        var byDestination = new Dictionary<string, PlannedAsset>(StringComparer.Ordinal);
        foreach (var stack in stacks)
        foreach (var asset in stack.Artifact.AssetManifests.SelectMany(manifest => Of(stack, manifest)))
        {
            var key = $"{asset.Reference.Environment} {asset.Reference.Destination} {asset.RoleArn}";
            byDestination[key] = byDestination.TryGetValue(key, out var known)
                ? known with
                {
                    NeededBy = [.. known.NeededBy.Append(stack.Reference.Id).Distinct()],
                    After = [.. known.After.Intersect(asset.After)],
                }
                : asset;
        }
        return [.. byDestination.Values];
    }

    static IEnumerable<PlannedAsset> Of(PlannedStack stack, AssetManifest manifest)
    {
        foreach (var asset in manifest.Files)
        foreach (var destination in asset.Destinations)
        {
            var environment = In(stack.Environment, destination.Region);
            var place = environment.Placeholders;
            var url = $"s3://{place.Apply(destination.BucketName)}/{place.Apply(destination.ObjectKey)}";
            yield return new PlannedAsset(
                new AssetReference(asset.Id, asset.DisplayName ?? asset.Id, url, environment),
                destination.Role?.In(place).Arn,
                [stack.Reference.Id]
            )
            {
                After = manifest.After,
                File = (asset, destination),
            };
        }
        foreach (var asset in manifest.ContainerImages)
        foreach (var destination in asset.Destinations)
        {
            var environment = In(stack.Environment, destination.Region);
            var place = environment.Placeholders;
            var image = $"{place.Apply(destination.RepositoryName)}:{place.Apply(destination.ImageTag)}";
            yield return new PlannedAsset(
                new AssetReference(asset.Id, asset.DisplayName ?? asset.Id, image, environment),
                destination.Role?.In(place).Arn,
                [stack.Reference.Id]
            )
            {
                After = manifest.After,
                Image = (manifest, asset, destination),
            };
        }
    }

    static TargetEnvironment In(TargetEnvironment environment, string? region) =>
        region is null ? environment : environment with { Region = environment.Placeholders.Apply(region) };
}
