using System.Security.Cryptography;
using System.Text;

namespace LocalAws.Protocol;

/// <summary>The chain of signatures over the chunks of an aws-chunked body, each over the one before.</summary>
sealed class ChunkSignatures(VerifiedSignature seed) : IDisposable
{
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    string _previous = seed.Signature;

    public void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    /// <summary>Checks the chunk that was appended, or throws Mismatch.</summary>
    public void CheckChunk(string signature) =>
        Check(seed.Key.SignChunk(_previous, Convert.ToHexStringLower(_hash.GetHashAndReset())), signature);

    /// <summary>Checks the trailer, its headers as "name:value\n" each.</summary>
    public void CheckTrailer(string headers, string signature) =>
        Check(seed.Key.SignTrailer(_previous, SigningKey.Hash(Encoding.UTF8.GetBytes(headers))), signature);

    public void Dispose() => _hash.Dispose();

    void Check(string expected, string actual)
    {
        if (!SigningKey.Same(expected, actual))
            throw new SignatureException(SignatureFault.Mismatch);
        _previous = actual;
    }
}
