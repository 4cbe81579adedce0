using System.Net.Sockets;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Deployment.Files;

namespace Deployment.Credentials;

/// <summary>Failures after which the same call may succeed: throttling, an error inside AWS, a connection that broke.</summary>
public static class TransientFaults
{
    static readonly HashSet<string> throttlingCodes =
    [
        "Throttling",
        "ThrottlingException",
        "ThrottledException",
        "RequestThrottled",
        "RequestThrottledException",
        "TooManyRequestsException",
        "RequestLimitExceeded",
        "BandwidthLimitExceeded",
        "SlowDown",
        "PriorRequestNotComplete",
    ];

    public static bool Includes(Exception exception) =>
        IsThrottling(exception)
        || exception switch
        {
            _ when MachineFaults.Explain(exception, "") is not null => false,
            // An answer that is cut off, or none of AWS's.
            AmazonUnmarshallingException or XmlException or JsonException => true,
            AmazonServiceException service => (int)service.StatusCode >= 500
                || service.ErrorCode is "RequestTimeout" or "RequestTimeoutException" or "IDPCommunicationError"
                || (service.StatusCode == 0 && service.InnerException is { } inner && Includes(inner)),
            HttpRequestException or IOException or SocketException or TimeoutException => true,
            TaskCanceledException { InnerException: TimeoutException } => true,
            AmazonClientException { InnerException: { } inner } => Includes(inner),
            _ => false,
        };

    public static bool IsThrottling(Exception exception) =>
        exception is AmazonServiceException { ErrorCode: { } code } && throttlingCodes.Contains(code);
}
