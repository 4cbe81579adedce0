namespace Deployment.Assets;

/// <summary>How assets are published.</summary>
public sealed record AssetPublisherOptions
{
    /// <summary>Uploads at a time; 8.</summary>
    public int Uploads { get; init; } = 8;

    /// <summary>The size from which a file is sent in parts; 64 MiB.</summary>
    public long MultipartThreshold { get; init; } = 64L << 20;

    /// <summary>The size of a part, at least S3's 5 MiB; it grows where 10,000 parts would not do; 16 MiB.</summary>
    public long PartSize { get; init; } = 16L << 20;

    /// <summary>Parts of one file sent at a time; 4.</summary>
    public int PartsAtATime { get; init; } = 4;

    /// <summary>The script of the cdk-assets CLI, which publishes container images; null: not installed.</summary>
    public string? CdkAssets { get; init; }

    /// <summary>The Node executable that runs it.</summary>
    public string Node { get; init; } = "node";

    /// <summary>The program that builds container images; null: the one that the environment variable CDK_DOCKER names, or docker.</summary>
    public string? ContainerEngine { get; init; }
}
