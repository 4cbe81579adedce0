using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Ecr;

/// <summary>What ECR does with images: their manifests and tags. Layers are not asked after.</summary>
public sealed class ImageOperations
{
    static readonly TimeSpan _tokenLifetime = TimeSpan.FromHours(12);
    readonly RepositoryAccess _access;

    internal ImageOperations(RepositoryAccess access) => _access = access;

    /// <summary>A password of the user AWS for the registry, and when it ends.</summary>
    public (string Token, DateTimeOffset Expires) GetAuthorizationToken(Caller caller, string region)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _access.Demand(caller, region, "ecr:GetAuthorizationToken", "*");
        var password = Convert.ToBase64String(RandomNumberGenerator.GetBytes(96));
        return (Convert.ToBase64String(Encoding.UTF8.GetBytes("AWS:" + password)), _access.Now + _tokenLifetime);
    }

    /// <summary>The repository with the images to describe or list; all, or those that are asked for.</summary>
    public (Repository Repository, IReadOnlyList<ContainerImage> Images) List(
        Caller caller,
        string region,
        RepositoryName name,
        string action,
        IReadOnlyList<ImageReference> wanted
    )
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var repository = _access.Demand(caller, region, name, action);
        return (
            repository,
            wanted.Count == 0
                ? repository.Images
                :
                [
                    .. wanted.Select(image =>
                        repository.Images.FirstOrDefault(image.Names)
                        ?? throw EcrFailures.NoImage(image, repository.Name, Iam.Arns.AccountOf(repository.Arn))
                    ),
                ]
        );
    }

    /// <summary>Images by reference; null stands for one that is not there.</summary>
    public (Repository Repository, IReadOnlyList<(ImageReference Reference, ContainerImage? Image)> Images) Get(
        Caller caller,
        string region,
        RepositoryName name,
        IReadOnlyList<ImageReference> wanted
    )
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var repository = _access.Demand(caller, region, name, "ecr:BatchGetImage");
        return (repository, [.. wanted.Select(image => (image, repository.Images.FirstOrDefault(image.Names)))]);
    }

    /// <summary>Stores a manifest, under a tag where one is given.</summary>
    public (Repository Repository, ContainerImage Image) Put(
        Caller caller,
        string region,
        RepositoryName name,
        string manifest,
        string? mediaType,
        ImageReference reference
    )
    {
        ArgumentNullException.ThrowIfNull(reference);
        var repository = _access.Demand(caller, region, name, "ecr:PutImage");
        var type = mediaType ?? MediaTypeOf(manifest);
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest)));
        if (reference.Digest is { } expected && expected != digest)
        {
            throw new AwsException(
                "ImageDigestDoesNotMatchException",
                $"The specified image digest '{expected}' does not match the digest '{digest}' of the image manifest"
            );
        }
        var changed = _access.Change(
            repository,
            found =>
            {
                var present = found.Images.FirstOrDefault(image => image.Digest == digest);
                CheckTag(found, present, reference.Tag);
                var added = present ?? new(digest, manifest, type, [], _access.Now);
                if (reference.Tag is { } tag && !added.Tags.Contains(tag))
                    added = added with { Tags = [.. added.Tags, tag] };
                return found with
                {
                    Images =
                    [
                        .. found
                            .Images.Where(image => image.Digest != digest)
                            .Select(image =>
                                image with
                                {
                                    Tags = [.. image.Tags.Where(other => other != reference.Tag)],
                                }
                            ),
                        added,
                    ],
                };
            }
        );
        return (changed, changed.Images.Single(image => image.Digest == digest));
    }

    /// <summary>Removes tags, and images named by digest or left without a tag; says of each whether it was there.</summary>
    public IReadOnlyList<(ImageReference Reference, ContainerImage? Image)> Delete(
        Caller caller,
        string region,
        RepositoryName name,
        IReadOnlyList<ImageReference> unwanted
    )
    {
        ArgumentNullException.ThrowIfNull(unwanted);
        var repository = _access.Demand(caller, region, name, "ecr:BatchDeleteImage");
        var answers = new List<(ImageReference, ContainerImage?)>();
        _access.Change(
            repository,
            found =>
            {
                foreach (var reference in unwanted)
                {
                    var image = found.Images.FirstOrDefault(reference.Names);
                    answers.Add((reference, image));
                    if (image is not null)
                        found = found with { Images = Without(found.Images, image, reference) };
                }
                return found;
            }
        );
        return answers;
    }

    static List<ContainerImage> Without(
        IReadOnlyList<ContainerImage> images,
        ContainerImage image,
        ImageReference reference
    )
    {
        var rest = image with { Tags = [.. image.Tags.Where(tag => tag != reference.Tag)] };
        var goes = reference.Digest is not null || rest.Tags.Count == 0;
        return [.. images.Where(other => !goes || other != image).Select(other => other == image ? rest : other)];
    }

    static void CheckTag(Repository repository, ContainerImage? present, string? tag)
    {
        if (present is not null && (tag is null || present.Tags.Contains(tag)))
        {
            throw new AwsException(
                "ImageAlreadyExistsException",
                $"Image with digest '{present.Digest}' and tag '{tag ?? "null"}' already exists in the repository with name '{repository.Name}' in registry with id '{Iam.Arns.AccountOf(repository.Arn)}'"
            );
        }
        if (
            tag is not null
            && repository.TagMutability == RepositorySettings.Immutable
            && repository.Images.Any(image => image.Tags.Contains(tag))
        )
        {
            throw new AwsException(
                "ImageTagAlreadyExistsException",
                $"The image tag '{tag}' already exists in the '{repository.Name}' repository and cannot be overwritten because the tag is immutable."
            );
        }
    }

    static string MediaTypeOf(string manifest)
    {
        try
        {
            if (JsonNode.Parse(manifest) is JsonObject document)
                return (document["mediaType"] as JsonValue)?.ToString()
                    ?? "application/vnd.docker.distribution.manifest.v2+json";
        }
        catch (JsonException)
        {
            throw Invalid();
        }
        throw Invalid();
    }

    static AwsException Invalid() => EcrFailures.Invalid("ImageManifest", "Invalid JSON syntax");
}
