using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>The x-amz-content-sha256 header of S3: a hash, or how the body is signed instead.</summary>
static class PayloadHash
{
    public const string Unsigned = "UNSIGNED-PAYLOAD";
    const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    const string SignedWithTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    const string UnsignedWithTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    /// <summary>The header's value, which is part of the canonical request.</summary>
    public static string Of(RawRequest request)
    {
        var value = request.Headers["x-amz-content-sha256"].ToString();
        if (value is Unsigned or Signed or SignedWithTrailer or UnsignedWithTrailer || IsHash(value))
            return value;
        throw value.Length == 0
            ? new AwsException("InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
            : new AwsException(
                "InvalidArgument",
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value."
            );
    }

    /// <summary>The body as a stream that verifies what the value promises.</summary>
    public static BodyStream Open(HttpRequest request, string value, VerifiedSignature signature) =>
        value switch
        {
            Unsigned => new PlainBody(request.Body, signedHash: null),
            Signed => Chunked(request, signature, trailer: false),
            SignedWithTrailer => Chunked(request, signature, trailer: true),
            UnsignedWithTrailer => Chunked(request, signature: null, trailer: true),
            _ => new PlainBody(request.Body, value),
        };

    static ChunkedBody Chunked(HttpRequest request, VerifiedSignature? signature, bool trailer)
    {
        var length = request.Headers["x-amz-decoded-content-length"].ToString();
        if (!long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var decoded))
            throw new AwsException("MissingContentLength", "You must provide the Content-Length HTTP header.", 411);
        var announced = trailer ? request.Headers["x-amz-trailer"].ToString() : "";
        return new(
            request.BodyReader,
            signature,
            decoded,
            announced.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        );
    }

    static bool IsHash(string value) => value.Length == 64 && value.All(char.IsAsciiHexDigitLower);
}
