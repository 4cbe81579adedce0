using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Operations;

/// <summary>Runs a resource type's work and says what went wrong in the words that events have for it.</summary>
sealed class ResourceAttempt(StackRun run)
{
    /// <summary>Null when the work was done; otherwise the status reason.</summary>
    public async Task<string?> RunAsync(
        string type,
        string operation,
        Func<CancellationToken, Task> work,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var duration = run.Environment.Options.DurationOf(type);
            if (duration > TimeSpan.Zero)
                await Task.Delay(duration, run.Environment.Clock, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            await work(cancellationToken);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            run.Stopping.ThrowIfCancellationRequested();
            return $"Resource {operation} cancelled";
        }
        catch (ResourceException failure)
        {
            return Words(failure.Message, failure.HandlerErrorCode);
        }
        catch (AwsException failure)
        {
            var service = type.Split("::") is [_, var name, ..] ? name : type;
            return Words(
                $"{failure.Message} (Service: {service}, Status Code: {failure.HttpStatus}, Request ID: {Guid.NewGuid()})",
                HandlerErrorCode(failure)
            );
        }
        catch (TemplateException failure)
        {
            return failure.Message;
        }
    }

    static string Words(string message, string code) =>
        code == "PropertyValidation"
            ? message
            : $"Resource handler returned message: \"{message}\" (RequestToken: {Guid.NewGuid()}, HandlerErrorCode: {code})";

    static string HandlerErrorCode(AwsException failure) =>
        failure.Code switch
        {
            "AccessDenied" or "AccessDeniedException" or "AuthorizationError" => "AccessDenied",
            "BucketAlreadyExists"
            or "BucketAlreadyOwnedByYou"
            or "EntityAlreadyExists"
            or "ParameterAlreadyExists"
            or "AlreadyExistsException"
            or "ResourceExistsException"
            or "ResourceAlreadyExistsException"
            or "RepositoryAlreadyExistsException" => "AlreadyExists",
            "NoSuchBucket"
            or "NoSuchEntity"
            or "ParameterNotFound"
            or "ResourceNotFoundException"
            or "RepositoryNotFoundException"
            or "NotFound"
            or Sqs.SqsFailures.NoQueueCode
            or "NotFoundException" => "NotFound",
            "ValidationException"
            or "MalformedPolicyDocument"
            or "MalformedPolicy"
            or "InvalidParameterValue"
            or "InvalidParameterException"
            or "InvalidParameter"
            or "InvalidParameterValueException"
            or "InvalidAttributeName"
            or "InvalidAttributeValue"
            or "MalformedPolicyDocumentException" => "InvalidRequest",
            "Throttling" or "ThrottlingException" => "Throttling",
            "LimitExceeded" => "ServiceLimitExceeded",
            _ => "GeneralServiceException",
        };
}
