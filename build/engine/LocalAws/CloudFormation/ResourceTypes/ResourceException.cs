namespace LocalAws.CloudFormation.ResourceTypes;

/// <summary>A resource could not be created, changed or deleted; the code is one of the resource provider protocol's.</summary>
public sealed class ResourceException(string message, string handlerErrorCode) : Exception(message)
{
    public string HandlerErrorCode { get; } = handlerErrorCode;

    public static ResourceException AlreadyExists(string type, string identifier) =>
        new($"Resource of type '{type}' with identifier '{identifier}' already exists.", "AlreadyExists");

    public static ResourceException NotFound(string type, string identifier) =>
        new($"Resource of type '{type}' with identifier '{identifier}' was not found.", "NotFound");
}
