using System.Globalization;
using Iam;
using LocalAws.Protocol;

namespace LocalAws.S3;

/// <summary>
/// The condition keys that say how a request to S3 is signed (S3 API Reference, "Bucket policy examples using condition
/// keys"): its way, version, age and hash. The loopback connection stands for the TLS connection that it would be on AWS.
/// </summary>
static class SignatureKeys
{
    /// <summary>The keys of a form; one without a signature has only that of its connection.</summary>
    public static RequestContext OfForm(FormSignature? signature)
    {
        var context = RequestContext.Empty.With("s3:TlsVersion", "1.3");
        return signature is null
            ? context
            : context
                .With("s3:authType", "POST")
                .With("s3:signatureversion", signature.Scope is null ? "AWS" : Authorization.Algorithm);
    }

    /// <summary>The keys of a request; a request without a signature has only that of its connection.</summary>
    public static RequestContext Of(AwsRequest request, DateTimeOffset now)
    {
        var context = RequestContext.Empty.With("s3:TlsVersion", "1.3");
        if (request.Raw.Headers["x-amz-content-sha256"].ToString() is { Length: > 0 } hash)
            context = context.With("s3:x-amz-content-sha256", hash);
        if (request.Caller.AccessKeyId is null)
            return context;
        context = context.With(
            "s3:authType",
            request.Raw.Headers.Authorization.Count > 0 ? "REST-HEADER" : "REST-QUERY-STRING"
        );
        if (SignatureVersion2.Of(request.Raw) is not null)
            return context.With("s3:signatureversion", "AWS");
        var age = (now - Authorization.Of(request.Raw)!.Time).TotalMilliseconds;
        return context.With([
            new("s3:signatureversion", [Authorization.Algorithm]),
            new("s3:signatureAge", [Math.Max(0, Math.Round(age)).ToString(CultureInfo.InvariantCulture)]),
        ]);
    }
}
