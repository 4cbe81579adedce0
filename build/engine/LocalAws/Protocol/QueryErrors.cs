using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>Errors of the Query protocol and of Route 53: an ErrorResponse element.</summary>
public class QueryErrors(string xmlNamespace) : ErrorShape
{
    readonly XNamespace _namespace = xmlNamespace;

    /// <inheritdoc />
    public override Task WriteAsync(HttpContext http, AwsException error, string requestId) =>
        XmlAnswer.WriteAsync(
            http,
            error.HttpStatus,
            new XElement(
                _namespace + "ErrorResponse",
                new XElement(
                    _namespace + "Error",
                    new XElement(_namespace + "Type", error.HttpStatus >= 500 ? "Receiver" : "Sender"),
                    new XElement(_namespace + "Code", error.Code),
                    new XElement(_namespace + "Message", error.Message),
                    error.Details.Select(detail => new XElement(_namespace + detail.Key, detail.Value))
                ),
                new XElement(_namespace + "RequestId", requestId)
            )
        );

    internal override AwsException Translate(SignatureException fault) =>
        fault.Fault switch
        {
            SignatureFault.Missing => new("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
            SignatureFault.Incomplete => new("IncompleteSignature", fault.Detail!, 403),
            SignatureFault.UnknownKey or SignatureFault.InvalidToken => new(
                "InvalidClientTokenId",
                "The security token included in the request is invalid.",
                403
            ),
            SignatureFault.ExpiredToken => new(
                "ExpiredToken",
                "The security token included in the request is expired",
                403
            ),
            _ => new("SignatureDoesNotMatch", fault.Detail ?? MismatchWords, 403),
        };
}
