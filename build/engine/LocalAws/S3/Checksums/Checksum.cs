using System.IO.Hashing;
using System.Security.Cryptography;

namespace LocalAws.S3.Checksums;

/// <summary>One of S3's checksum algorithms, computed as bytes go by.</summary>
sealed class Checksum : IDisposable
{
    readonly IncrementalHash? _hash;
    readonly NonCryptographicHashAlgorithm? _crc;

    Checksum(string algorithm)
    {
        Algorithm = algorithm;
        switch (algorithm)
        {
            case "CRC32":
                _crc = new Crc32(Crc32ParameterSet.Crc32);
                break;
            case "CRC32C":
                _crc = new Crc32(Crc32ParameterSet.Crc32C);
                break;
            case "CRC64NVME":
                _crc = new Crc64(Crc64ParameterSet.Nvme);
                break;
            case "SHA1":
                _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
                break;
            default:
                _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                break;
        }
    }

    /// <summary>CRC32, CRC32C, CRC64NVME, SHA1 or SHA256.</summary>
    public string Algorithm { get; }

    /// <summary>The algorithms by the header that carries them.</summary>
    public static IReadOnlyList<string> Algorithms { get; } = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];

    /// <summary>The header or XML element of an algorithm: x-amz-checksum-crc32.</summary>
    public static string HeaderOf(string algorithm) => "x-amz-checksum-" + algorithm.ToLowerInvariant();

    /// <summary>A computation, or InvalidRequest for an algorithm that S3 does not know.</summary>
    public static Checksum Create(string algorithm) =>
        Algorithms.Contains(algorithm.ToUpperInvariant())
            ? new(algorithm.ToUpperInvariant())
            : throw S3Failures.InvalidRequest(
                "Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]"
            );

    public void Append(ReadOnlySpan<byte> data)
    {
        _crc?.Append(data);
        _hash?.AppendData(data);
    }

    /// <summary>The value in base 64.</summary>
    public string Finish() => Convert.ToBase64String(_crc is null ? _hash!.GetHashAndReset() : BigEndian(_crc));

    /// <summary>S3 gives the most significant byte first.</summary>
    static byte[] BigEndian(NonCryptographicHashAlgorithm crc) => [.. crc.GetCurrentHash().Reverse()];

    public void Dispose() => _hash?.Dispose();
}
