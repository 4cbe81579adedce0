namespace LocalAws.S3.Checksums;

/// <summary>A stored checksum.</summary>
/// <param name="Algorithm">CRC32, CRC32C, CRC64NVME, SHA1 or SHA256.</param>
/// <param name="Value">Base 64, with "-parts" behind it when composite.</param>
/// <param name="Type">FULL_OBJECT or COMPOSITE.</param>
public sealed record ChecksumValue(string Algorithm, string Value, string Type)
{
    /// <summary>The same without the count of parts behind it, as GetObjectAttributes tells it.</summary>
    public ChecksumValue WithoutParts() => this with { Value = Value.Split('-')[0] };

    /// <summary>The type of a checksum over all bytes.</summary>
    public const string FullObject = "FULL_OBJECT";

    /// <summary>The type of a checksum over the checksums of parts.</summary>
    public const string Composite = "COMPOSITE";
}
