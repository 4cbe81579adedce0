using System.Text.Json.Serialization;
using LocalAws.S3.AccessControl;

namespace LocalAws.S3.Buckets;

/// <summary>A bucket with its configurations.</summary>
public sealed record Bucket
{
    /// <summary>The name, one in the whole partition.</summary>
    public required string Name { get; init; }

    /// <summary>What tells it from an earlier bucket of the name.</summary>
    public required string Id { get; init; }

    /// <summary>The owner.</summary>
    public required string Account { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The constraint it was made with: empty in us-east-1, EU where that was asked for.</summary>
    public required string Location { get; init; }

    /// <summary>The ARN.</summary>
    [JsonIgnore]
    public string Arn => $"arn:{Partitions.Of(Region)}:s3:::{Name}";

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Enabled, Suspended, or empty where versioning was never on.</summary>
    public string Versioning { get; init; } = "";

    /// <summary>The bucket policy, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>The access control list; null for the owner alone.</summary>
    public IReadOnlyList<Grant>? Grants { get; init; }

    /// <summary>Other configurations as their XML, by the name of the subresource.</summary>
    public IReadOnlyDictionary<string, string> Configurations { get; init; } = new Dictionary<string, string>();
}

/// <summary>Whose a bucket name is.</summary>
public sealed record BucketName(string Account);
