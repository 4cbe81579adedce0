using System.Xml.Linq;
using LocalAws.Identities;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>Errors of S3: an Error element without a namespace, and no body for HEAD.</summary>
public sealed class S3Errors : ErrorShape
{
    /// <inheritdoc />
    public override Task WriteAsync(HttpContext http, AwsException error, string requestId)
    {
        http.Response.Headers["x-amz-request-id"] = requestId;
        foreach (var (name, value) in error.Headers)
            http.Response.Headers[name] = value;
        if (http.Request.Method == HttpMethods.Head || error.HttpStatus == StatusCodes.Status304NotModified)
        {
            http.Response.StatusCode = error.HttpStatus;
            return Task.CompletedTask;
        }
        return XmlAnswer.WriteAsync(
            http,
            error.HttpStatus,
            new XElement(
                "Error",
                new XElement("Code", error.Code),
                new XElement("Message", error.Message),
                error.Details.Select(detail => new XElement(detail.Key, detail.Value)),
                new XElement("RequestId", requestId),
                new XElement("HostId", requestId)
            ),
            "application/xml"
        );
    }

    /// <inheritdoc />
    public override AwsException Throttled() => new("SlowDown", "Please reduce your request rate.", 503);

    /// <inheritdoc />
    public override AwsException Internal() =>
        new("InternalError", "We encountered an internal error. Try again.", 500);

    /// <summary>S3 quotes the resource, and across accounts gives no reason.</summary>
    internal override AwsException Translate(AccessDeniedException denied)
    {
        var request = denied.Decision?.Request;
        if (request is null || request.ResourceAccount != request.Caller.Account)
            return new("AccessDenied", "Access Denied", 403);
        return new(
            "AccessDenied",
            denied.Message.Replace(request.Resource, $"\"{request.Resource}\"", StringComparison.Ordinal),
            403
        );
    }

    internal override AwsException Translate(SignatureException fault) =>
        fault.Fault switch
        {
            SignatureFault.Missing => new("AccessDenied", "Access Denied", 403),
            SignatureFault.Incomplete => new("AuthorizationHeaderMalformed", fault.Detail!),
            SignatureFault.UnknownKey => new(
                "InvalidAccessKeyId",
                "The AWS Access Key Id you provided does not exist in our records.",
                403
            ),
            SignatureFault.InvalidToken => new("InvalidToken", "The provided token is malformed or otherwise invalid."),
            SignatureFault.ExpiredToken => new("ExpiredToken", "The provided token has expired."),
            SignatureFault.ExpiredUrl => new("AccessDenied", "Request has expired", 403) { Details = fault.Elements },
            SignatureFault.Skewed => new(
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.",
                403
            ),
            _ => new(
                "SignatureDoesNotMatch",
                fault.Detail
                    ?? "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
                403
            ),
        };
}
