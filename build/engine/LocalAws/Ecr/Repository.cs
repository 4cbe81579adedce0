using System.Text.Json.Serialization;
using LocalAws.Worlds;

namespace LocalAws.Ecr;

/// <summary>A container repository with its images.</summary>
public sealed record Repository
{
    /// <summary>The name, which may have slashes.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>MUTABLE or IMMUTABLE: whether a tag may move to another image.</summary>
    public string TagMutability { get; init; } = RepositorySettings.Mutable;

    /// <summary>Whether images are scanned when pushed; nothing here scans.</summary>
    public bool ScanOnPush { get; init; }

    /// <summary>AES256 or KMS.</summary>
    public string Encryption { get; init; } = "AES256";

    /// <summary>The KMS key, or null.</summary>
    public string? KeyId { get; init; }

    /// <summary>The repository policy as it was given, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>The repository policy with the resource that its statements leave out, or null.</summary>
    public string? CompletePolicy { get; init; }

    /// <summary>The lifecycle policy, which is kept and not followed, or null.</summary>
    public string? LifecyclePolicy { get; init; }

    /// <summary>The images, oldest first.</summary>
    public IReadOnlyList<ContainerImage> Images { get; init; } = [];

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>The manifest of an image; its layers are elsewhere.</summary>
public sealed record ContainerImage(
    string Digest,
    string Manifest,
    string MediaType,
    IReadOnlyList<string> Tags,
    DateTimeOffset Pushed
);

/// <summary>What a repository is made with.</summary>
public sealed record RepositorySettings
{
    /// <summary>Tags may move.</summary>
    public const string Mutable = "MUTABLE";

    /// <summary>Tags stay.</summary>
    public const string Immutable = "IMMUTABLE";

    /// <summary>MUTABLE or IMMUTABLE.</summary>
    public string TagMutability { get; init; } = Mutable;

    /// <summary>Whether images are scanned when pushed.</summary>
    public bool ScanOnPush { get; init; }

    /// <summary>AES256 or KMS.</summary>
    public string Encryption { get; init; } = "AES256";

    /// <summary>The KMS key, or null.</summary>
    public string? KeyId { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>The repositories of an account and region.</summary>
static class EcrTables
{
    public static readonly TableDefinition<Repository> Repositories = new(
        "ecr.repositories",
        EcrJson.Default.Repository
    );
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Repository))]
sealed partial class EcrJson : JsonSerializerContext;
