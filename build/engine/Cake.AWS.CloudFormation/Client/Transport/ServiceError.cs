using System.Net;
using Amazon.Runtime;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>What an error answer says.</summary>
public sealed record ServiceError(
    string Code,
    string Message,
    string? RequestId,
    HttpStatusCode Status,
    Exception? Inner
)
{
    public ErrorType Type => (int)Status >= 500 ? ErrorType.Receiver : ErrorType.Sender;

    public AmazonServiceException ToException() => new(Message, Inner, Type, Code, RequestId, Status);
}
