using System.Text.Json.Nodes;
using LocalAws.Identities;
using LocalAws.Protocol;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Sqs;

/// <summary>
/// Errors of SQS: in the Query protocol an ErrorResponse; in JSON the name of the error's shape, with the code of the Query
/// protocol in the header x-amzn-query-error, which clients show (Smithy, "AWS query compatible").
/// </summary>
sealed class SqsErrors : ErrorShape
{
    const string ContentType = "application/x-amz-json-1.0";
    static readonly QueryErrors _query = new("http://queue.amazonaws.com/doc/2012-11-05/");

    /// <summary>Codes of the Query protocol whose shape has another name than the code's last part.</summary>
    static readonly Dictionary<string, string> _shapes = new(StringComparer.Ordinal)
    {
        [SqsFailures.NoQueueCode] = "QueueDoesNotExist",
        ["QueueAlreadyExists"] = "QueueNameExists",
        ["AccessDenied"] = "AccessDeniedException",
        ["MissingParameter"] = "MissingRequiredParameterException",
        ["InvalidParameterValue"] = "InvalidParameterValueException",
        ["KMS.AccessDeniedException"] = "KmsAccessDenied",
        ["KMS.NotFoundException"] = "KmsNotFound",
        ["KMS.DisabledException"] = "KmsDisabled",
        ["KMS.InvalidStateException"] = "KmsInvalidState",
        ["MissingAuthenticationToken"] = "MissingAuthenticationTokenException",
        ["IncompleteSignature"] = "IncompleteSignatureException",
        ["InvalidClientTokenId"] = "UnrecognizedClientException",
        ["ExpiredToken"] = "ExpiredTokenException",
        ["SignatureDoesNotMatch"] = "InvalidSignatureException",
    };

    /// <summary>Whether the client speaks JSON.</summary>
    public static bool IsJson(HttpRequest request) => request.Headers.ContainsKey("X-Amz-Target");

    public override Task WriteAsync(HttpContext http, AwsException error, string requestId)
    {
        if (!IsJson(http.Request))
            return _query.WriteAsync(http, InQuery(error), requestId);
        var name = _shapes.GetValueOrDefault(error.Code, error.Code.Split('.')[^1]);
        var body = new JsonObject { ["__type"] = "com.amazonaws.sqs#" + name, ["message"] = error.Message };
        var isServers = error.HttpStatus >= 500;
        http.Response.Headers["x-amzn-query-error"] = $"{error.Code};{(isServers ? "Receiver" : "Sender")}";
        return JsonAnswer.WriteAsync(
            http,
            isServers || error.Code.EndsWith("PurgeQueueInProgress", StringComparison.Ordinal) ? error.HttpStatus : 400,
            ContentType,
            body
        );
    }

    /// <summary>The Query protocol has an empty Detail in every error, and more words where there is no queue.</summary>
    static AwsException InQuery(AwsException error) =>
        new(
            error.Code,
            error.Code == SqsFailures.NoQueueCode
                ? "The specified queue does not exist for this wsdl version."
                : error.Message,
            error.HttpStatus
        )
        {
            Details = new Dictionary<string, string>(error.Details) { ["Detail"] = "" },
        };

    public override AwsException Throttled() => new("RequestThrottled", "Rate exceeded", 403);

    internal override AwsException Translate(SignatureException fault) => _query.Translate(fault);

    internal override AwsException Translate(AccessDeniedException denied) => denied;
}
