using System.Text.Json.Serialization;
using LocalAws.Worlds;

namespace LocalAws.Secrets;

/// <summary>A secret with its versions.</summary>
public sealed record Secret
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN, with six characters behind the name.</summary>
    public required string Arn { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The KMS key, or null for the service's own.</summary>
    public string? KeyId { get; init; }

    /// <summary>The resource policy, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Changed { get; init; }

    /// <summary>When it goes, if it is to be deleted.</summary>
    public DateTimeOffset? DeletionDate { get; init; }

    /// <summary>The versions, oldest first.</summary>
    public IReadOnlyList<SecretVersion> Versions { get; init; } = [];

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The ARN alone: values are not printed.</summary>
    public override string ToString() => Arn;
}

/// <summary>One version of a secret.</summary>
public sealed record SecretVersion(
    string Id,
    string? Text,
    byte[]? Binary,
    IReadOnlyList<string> Stages,
    DateTimeOffset Created
)
{
    /// <summary>The id alone: values are not printed.</summary>
    public override string ToString() => Id;
}

/// <summary>The secrets of an account and region.</summary>
static class SecretTables
{
    public static readonly TableDefinition<Secret> Secrets = new("secrets.secrets", SecretsJson.Default.Secret);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Secret))]
sealed partial class SecretsJson : JsonSerializerContext;
