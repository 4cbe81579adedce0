using LocalAws.Identities;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>How a protocol writes errors, and its code and words for a signature that does not hold.</summary>
public abstract class ErrorShape
{
    internal const string MismatchWords =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    /// <summary>Writes the error as the answer.</summary>
    public abstract Task WriteAsync(HttpContext http, AwsException error, string requestId);

    /// <summary>The protocol's error for a signature that does not hold.</summary>
    internal abstract AwsException Translate(SignatureException fault);

    /// <summary>The protocol's error for what IAM refused.</summary>
    internal virtual AwsException Translate(AccessDeniedException denied) => denied;

    /// <summary>The error for a call over the rate.</summary>
    public virtual AwsException Throttled() => new("Throttling", "Rate exceeded");

    /// <summary>The error for what went wrong here and not with the client.</summary>
    public virtual AwsException Internal() =>
        new(
            "InternalFailure",
            "The request processing has failed because of an unknown error, exception or failure.",
            500
        );
}
