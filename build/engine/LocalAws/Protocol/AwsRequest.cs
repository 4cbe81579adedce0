using Iam;
using LocalAws.Identities;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>A request whose signature was verified.</summary>
public sealed record AwsRequest
{
    /// <summary>Who signed it; <see cref="Caller.Anonymous"/> for AssumeRoleWithWebIdentity, which is not signed, and for S3 without a signature.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The signing name of the service, such as cloudformation.</summary>
    public required string Service { get; init; }

    /// <summary>The region of the signature; empty where it names none, as S3's version 2 and requests without one.</summary>
    public required string Region { get; init; }

    /// <summary>The id of the answer.</summary>
    public required string RequestId { get; init; }

    /// <summary>The request as HTTP; its body has been read except for S3.</summary>
    public required HttpContext Http { get; init; }

    /// <summary>Method, path, query and headers as they were signed.</summary>
    public required RawRequest Raw { get; init; }

    /// <summary>The whole body; empty for S3, which streams it from <see cref="OpenBody"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body as a stream that fails where a hash, chunk signature or trailer does not hold.</summary>
    public required Func<BodyStream> OpenBody { get; init; }

    /// <summary>Who signed the form that the body is; null where the request itself is signed.</summary>
    internal Func<FormSignature, Caller>? VerifyForm { get; init; }

    /// <summary>The same request of a caller of whom IAM also knows what the request gives.</summary>
    internal AwsRequest Giving(RequestContext keys) =>
        this with
        {
            Caller = Caller with { Request = Caller.Request.With(keys.Values) },
        };
}
