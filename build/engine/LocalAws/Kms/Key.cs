using System.Text.Json.Serialization;
using LocalAws.Worlds;

namespace LocalAws.Kms;

/// <summary>A symmetric key.</summary>
public sealed record Key
{
    /// <summary>A UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The key policy.</summary>
    public required string Policy { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether it may be used.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>When it goes, if it is to be deleted.</summary>
    public DateTimeOffset? DeletionDate { get; init; }

    /// <summary>Whether it rotates; nothing here goes by it.</summary>
    public bool Rotates { get; init; }

    /// <summary>From when on it rotates, in periods of days.</summary>
    public DateTimeOffset? RotatesSince { get; init; }

    /// <summary>How many days a rotation is after the other.</summary>
    public int RotationPeriod { get; init; } = UsualPeriod;

    /// <summary>The days between rotations where nobody says otherwise.</summary>
    public const int UsualPeriod = 365;

    /// <summary>When it would be rotated next.</summary>
    public DateTimeOffset? NextRotation(DateTimeOffset now)
    {
        if (!Rotates || RotatesSince is not { } since)
            return null;
        var periods = Math.Floor((now - since).TotalDays / RotationPeriod) + 1;
        return since.AddDays(periods * RotationPeriod);
    }

    /// <summary>AWS for the keys that services make for themselves, otherwise CUSTOMER.</summary>
    public string Manager { get; init; } = "CUSTOMER";

    /// <summary>The 256 bits that encrypt.</summary>
    public required byte[] Material { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What tells the material from another: 64 hexadecimal digits that follow from the key's id and tell nothing of it.</summary>
    [JsonIgnore]
    public string MaterialId =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("material:" + Id))
        );

    /// <summary>Enabled, Disabled or PendingDeletion.</summary>
    [JsonIgnore]
    public string State =>
        DeletionDate is not null ? "PendingDeletion"
        : Enabled ? "Enabled"
        : "Disabled";

    /// <summary>The id alone: material is not printed.</summary>
    public override string ToString() => Id;
}

/// <summary>Another name of a key, beginning with alias/.</summary>
public sealed record KeyAlias(string Name, string KeyId, DateTimeOffset Created, DateTimeOffset Updated);

/// <summary>The keys and aliases of an account and region.</summary>
static class KmsTables
{
    public static readonly TableDefinition<Key> Keys = new("kms.keys", KmsJson.Default.Key);
    public static readonly TableDefinition<KeyAlias> Aliases = new("kms.aliases", KmsJson.Default.KeyAlias);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Key))]
[JsonSerializable(typeof(KeyAlias))]
sealed partial class KmsJson : JsonSerializerContext;
