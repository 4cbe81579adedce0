using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Deployment.Assemblies;
using Deployment.Diffing;
using Deployment.Stacks;

namespace Deployment.Runs;

/// <summary>Finds the templates of a stack's nested stacks among the stack's assets, by their addresses.</summary>
public sealed class NestedTemplates(PlannedStack stack)
{
    public Task<IReadOnlyList<NestedStack>> LoadAsync(TemplateDocument template, CancellationToken cancellationToken) =>
        LoadAsync(template, [], cancellationToken);

    /// <param name="above">The files of the templates that it is nested in: none of them is nested in itself.</param>
    async Task<IReadOnlyList<NestedStack>> LoadAsync(
        TemplateDocument template,
        ImmutableHashSet<string> above,
        CancellationToken cancellationToken
    )
    {
        if (!template.Text.Contains(NestedStack.ResourceType, StringComparison.Ordinal))
            return [];
        var found = new List<NestedStack>();
        foreach (var (id, resource) in ResolvedTemplate.Of(template, [], stack.Reference).Resources)
        {
            if (resource?["Type"]?.ToString() != NestedStack.ResourceType)
                continue;
            var file =
                FileAt(resource["Properties"]?["TemplateURL"]) is { } asset && !above.Contains(asset) ? asset : null;
            var nested = file is null ? null : await TemplateDocument.LoadAsync(file, cancellationToken);
            found.Add(
                new NestedStack(
                    id,
                    nested,
                    nested is null ? [] : await LoadAsync(nested, above.Add(file!), cancellationToken)
                )
            );
        }
        return found;
    }

    /// <summary>The asset at an address of S3, path style or host style.</summary>
    string? FileAt(JsonNode? address)
    {
        if (address is not JsonValue || !Uri.TryCreate(address.ToString(), UriKind.Absolute, out var url))
            return null;
        var place = stack.Environment.Placeholders;
        return stack
            .Artifact.AssetManifests.SelectMany(manifest => manifest.Files)
            .Where(asset =>
                asset.Destinations.Any(destination =>
                {
                    var (bucket, key) = (place.Apply(destination.BucketName), place.Apply(destination.ObjectKey));
                    return url.AbsolutePath == $"/{bucket}/{key}"
                        || (
                            url.AbsolutePath == $"/{key}" && url.Host.StartsWith($"{bucket}.", StringComparison.Ordinal)
                        );
                })
            )
            .Select(asset => asset.Source)
            .OfType<FileAssetSource.File>()
            .Select(source => source.Path)
            .FirstOrDefault(File.Exists);
    }
}
