using System.Text.Json.Serialization;
using LocalAws.Worlds;

namespace LocalAws.Secrets;

/// <summary>A secret with its versions.</summary>
public sealed record Secret
{
    /// <summary>The key that the service makes for itself in each account.</summary>
    public const string ServiceKey = "alias/aws/secretsmanager";

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

    /// <summary>The region of the secret that is copied, where it is copied; in that region or another.</summary>
    public string? PrimaryRegion { get; init; }

    /// <summary>The copies in other regions.</summary>
    public IReadOnlyList<SecretReplica> Replicas { get; init; } = [];

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it was ever tagged; one that never was tells of no tags.</summary>
    public bool WasTagged { get; init; }

    /// <summary>The day on which its value was last read.</summary>
    public DateTimeOffset? LastAccessed { get; init; }

    [JsonIgnore]
    internal string Region => Iam.Arns.RegionOf(Arn);

    [JsonIgnore]
    internal string Account => Iam.Arns.AccountOf(Arn);

    /// <summary>Whether it is a copy of a secret in another region.</summary>
    [JsonIgnore]
    internal bool IsReplica => PrimaryRegion is { } primary && primary != Region;

    /// <summary>The ARN of its copy in another region: the same, but for the region.</summary>
    internal string ArnIn(string region) => string.Join(':', [.. Arn.Split(':')[..3], region, .. Arn.Split(':')[4..]]);

    [JsonIgnore]
    internal string KeyOfNewVersions => KeyId ?? ServiceKey;

    /// <summary>The key that a version was encrypted with; a version without one is from before keys were noted.</summary>
    internal string KeyOf(SecretVersion version) => version.KeyId ?? KeyOfNewVersions;

    /// <summary>The versions, those with one of AWS's own stages encrypted with another key.</summary>
    internal IReadOnlyList<SecretVersion> Reencrypted(string? key) =>
        [
            .. Versions.Select(version =>
                version with
                {
                    KeyId = version.IsReencrypted ? key ?? ServiceKey : KeyOf(version),
                }
            ),
        ];

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
    /// <summary>The KMS key that it was encrypted with.</summary>
    public string? KeyId { get; init; }

    /// <summary>The day on which it was last read.</summary>
    public DateTimeOffset? LastAccessed { get; init; }

    [JsonIgnore]
    internal bool IsReencrypted => Stages.Any(stage => stage is "AWSCURRENT" or "AWSPENDING" or "AWSPREVIOUS");

    internal bool HasValue(string? text, byte[]? binary) => Text == text && (Binary ?? []).SequenceEqual(binary ?? []);

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
