using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Requests;

/// <summary>The errors of the CloudFormation API.</summary>
static class Problems
{
    public static AwsException Validation(string message) => new("ValidationError", message);

    public static AwsException AlreadyExists(string message) => new("AlreadyExistsException", message);

    public static AwsException InsufficientCapabilities(string capability) =>
        new("InsufficientCapabilitiesException", $"Requires capabilities : [{capability}]");

    public static AwsException ChangeSetNotFound(string name) =>
        new("ChangeSetNotFound", $"ChangeSet [{name}] does not exist", 404);

    public static AwsException InvalidChangeSetStatus(string message) => new("InvalidChangeSetStatus", message);

    public static AwsException NotUpdatable(Stacks.Stack stack) =>
        Validation($"Stack:{stack.Id} is in {stack.Status} state and can not be updated.");
}
