using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Ec2;

/// <summary>Errors of EC2: a Response element with a list of errors, and codes that other services do not have.</summary>
sealed class Ec2Errors : ErrorShape
{
    public override Task WriteAsync(HttpContext http, AwsException error, string requestId) =>
        XmlAnswer.WriteAsync(
            http,
            error.HttpStatus,
            new XElement(
                "Response",
                new XElement(
                    "Errors",
                    new XElement("Error", new XElement("Code", error.Code), new XElement("Message", error.Message))
                ),
                new XElement("RequestID", requestId)
            )
        );

    internal override AwsException Translate(AccessDeniedException denied) =>
        new("UnauthorizedOperation", $"You are not authorized to perform this operation. {denied.Message}", 403);

    internal override AwsException Translate(SignatureException fault) =>
        fault.Fault switch
        {
            SignatureFault.Missing => new("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
            SignatureFault.Incomplete => new("IncompleteSignature", fault.Detail!),
            SignatureFault.ExpiredToken or SignatureFault.Skewed => new("RequestExpired", "Request has expired."),
            SignatureFault.UnknownKey or SignatureFault.InvalidToken => new(
                "AuthFailure",
                "AWS was not able to validate the provided access credentials",
                401
            ),
            _ => new("SignatureDoesNotMatch", fault.Detail ?? MismatchWords, 403),
        };

    public override AwsException Throttled() => new("RequestLimitExceeded", "Request limit exceeded.", 503);

    public override AwsException Internal() => new("InternalError", "An internal error has occurred", 500);
}
