using System.Text.Json;
using System.Text.Json.Nodes;
using Iam;
using LocalAws.Protocol;

namespace LocalAws.Ecr;

/// <summary>Repositories and images as ECR's answers have them.</summary>
static class EcrShapes
{
    public static JsonObject Repository(Repository repository)
    {
        var registry = Arns.AccountOf(repository.Arn);
        var encryption = new JsonObject { ["encryptionType"] = repository.Encryption };
        if (repository.KeyId is { } key)
            encryption["kmsKey"] = key;
        return new()
        {
            ["repositoryArn"] = repository.Arn,
            ["registryId"] = registry,
            ["repositoryName"] = repository.Name,
            ["repositoryUri"] = $"{Host(registry, Arns.RegionOf(repository.Arn))}/{repository.Name}",
            ["createdAt"] = JsonService.Seconds(repository.Created),
            ["imageTagMutability"] = repository.TagMutability,
            ["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = repository.ScanOnPush },
            ["encryptionConfiguration"] = encryption,
        };
    }

    /// <summary>The answer of operations on a repository: registry and name first.</summary>
    public static JsonObject Answer(Repository repository, string? member = null, JsonNode? value = null)
    {
        var answer = new JsonObject
        {
            ["registryId"] = Arns.AccountOf(repository.Arn),
            ["repositoryName"] = repository.Name,
        };
        if (member is not null)
            answer[member] = value;
        return answer;
    }

    public static JsonObject Detail(Repository repository, ContainerImage image)
    {
        var answer = Answer(repository, "imageDigest", image.Digest);
        if (image.Tags.Count > 0)
            answer["imageTags"] = JsonService.Array(image.Tags);
        answer["imageSizeInBytes"] = Size(image.Manifest);
        answer["imagePushedAt"] = JsonService.Seconds(image.Pushed);
        answer["imageManifestMediaType"] = image.MediaType;
        return answer;
    }

    public static JsonObject Image(Repository repository, ContainerImage image, string? tag)
    {
        var answer = Answer(repository, "imageId", Identifier(image.Digest, tag));
        answer["imageManifest"] = image.Manifest;
        answer["imageManifestMediaType"] = image.MediaType;
        return answer;
    }

    public static JsonObject Identifier(string? digest, string? tag)
    {
        var identifier = new JsonObject();
        if (digest is not null)
            identifier["imageDigest"] = digest;
        if (tag is not null)
            identifier["imageTag"] = tag;
        return identifier;
    }

    public static JsonObject Failure(ImageReference reference) =>
        new()
        {
            ["imageId"] = Identifier(reference.Digest, reference.Tag),
            ["failureCode"] = "ImageNotFound",
            ["failureReason"] = "Requested image not found",
        };

    public static string Host(string registry, string region) =>
        $"{registry}.dkr.ecr.{region}.{Partitions.UrlSuffixOf(region)}";

    /// <summary>The bytes of configuration and layers, as far as the manifest tells them.</summary>
    static long Size(string manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        var root = document.RootElement;
        var parts = new List<JsonElement>();
        if (root.TryGetProperty("config", out var config))
            parts.Add(config);
        if (root.TryGetProperty("layers", out var layers) && layers.ValueKind == JsonValueKind.Array)
            parts.AddRange(layers.EnumerateArray());
        return parts.Sum(part =>
            part.ValueKind == JsonValueKind.Object
            && part.TryGetProperty("size", out var size)
            && size.ValueKind == JsonValueKind.Number
            && size.TryGetInt64(out var bytes)
                ? bytes
                : 0
        );
    }
}
