using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>An error that CloudFormation answered: ErrorCode is AWS's code, Message AWS's words.</summary>
public class CloudFormationException : AmazonServiceException
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
    ];

    internal CloudFormationException(string message)
        : base(message) { }

    private protected CloudFormationException(ServiceError error)
        : base(error.Message, error.Inner, error.Type, error.Code, error.RequestId, error.Status) { }

    /// <summary>Too many calls: the same call succeeds later.</summary>
    public bool IsThrottling => ErrorCode is { } code && throttlingCodes.Contains(code);

    /// <summary>The credentials may not do this; the message names who, what and why.</summary>
    public bool IsAccessDenied => ErrorCode is "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation";

    /// <summary>The session's time is over.</summary>
    public bool IsExpired => ErrorCode is "ExpiredToken" or "ExpiredTokenException" or "RequestExpired";

    internal static CloudFormationException Create(ServiceError error) =>
        error.Code switch
        {
            "ValidationError" when error.Message.Contains("does not exist", StringComparison.Ordinal) =>
                new StackNotFoundException(error),
            "ChangeSetNotFound" or "ChangeSetNotFoundException" => new ChangeSetNotFoundException(error),
            "AlreadyExistsException" => new AlreadyExistsException(error),
            "InvalidChangeSetStatus" => new InvalidChangeSetStatusException(error),
            "InsufficientCapabilitiesException" => new InsufficientCapabilitiesException(error),
            "LimitExceededException" => new LimitExceededException(error),
            "TokenAlreadyExistsException" => new TokenAlreadyExistsException(error),
            _ => new CloudFormationException(error),
        };
}
