using System.Text.Json.Nodes;
using LocalAws.Identities;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Protocol;

/// <summary>Errors of the JSON 1.0 and 1.1 protocols: __type and message.</summary>
/// <param name="contentType">The type of the answers.</param>
/// <param name="capitalized">The errors that have Message with a capital letter, as Secrets Manager's own have.</param>
public class JsonErrors(string contentType, IReadOnlySet<string>? capitalized = null) : ErrorShape
{
    /// <inheritdoc />
    public override Task WriteAsync(HttpContext http, AwsException error, string requestId)
    {
        var body = new JsonObject { ["__type"] = error.Code };
        if (error.Message.Length > 0)
            body[capitalized?.Contains(error.Code) == true ? "Message" : "message"] = error.Message;
        foreach (var (name, value) in error.Details)
            body[name] = value;
        http.Response.Headers["x-amzn-ErrorType"] = error.Code;
        return JsonAnswer.WriteAsync(http, error.HttpStatus, contentType, body);
    }

    /// <inheritdoc />
    public override AwsException Throttled() => new("ThrottlingException", "Rate exceeded");

    internal override AwsException Translate(AccessDeniedException denied) =>
        new("AccessDeniedException", denied.Message);

    internal override AwsException Translate(SignatureException fault) =>
        fault.Fault switch
        {
            SignatureFault.Missing => new("MissingAuthenticationTokenException", "Missing Authentication Token"),
            SignatureFault.Incomplete => new("IncompleteSignatureException", fault.Detail!),
            SignatureFault.UnknownKey or SignatureFault.InvalidToken => new(
                "UnrecognizedClientException",
                "The security token included in the request is invalid."
            ),
            SignatureFault.ExpiredToken => new(
                "ExpiredTokenException",
                "The security token included in the request is expired"
            ),
            _ => new("InvalidSignatureException", fault.Detail ?? MismatchWords),
        };
}
