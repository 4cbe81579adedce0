using System.Security.Cryptography;

namespace LocalAws.Protocol;

/// <summary>A body in one piece, compared at its end with the hash that was signed, if one was.</summary>
sealed class PlainBody(Stream body, string? signedHash) : BodyStream
{
    readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    bool _checked = signedHash is null;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await body.ReadAsync(buffer, cancellationToken);
        if (_checked)
            return count;
        if (count > 0)
        {
            _hash.AppendData(buffer.Span[..count]);
            return count;
        }
        _checked = true;
        var actual = Convert.ToHexStringLower(_hash.GetHashAndReset());
        if (SigningKey.Same(actual, signedHash!))
            return 0;
        throw new AwsException(
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed."
        )
        {
            Details = new Dictionary<string, string>
            {
                ["ClientComputedContentSHA256"] = signedHash!,
                ["S3ComputedContentSHA256"] = actual,
            },
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
