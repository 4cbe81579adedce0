using LocalAws.Protocol;

namespace LocalAws.CodeBuild;

/// <summary>CodeBuild's errors.</summary>
static class CodeBuildFailures
{
    public static AwsException Invalid(string message) => new("InvalidInputException", message);

    public static AwsException NotFound(string message) => new("ResourceNotFoundException", message);

    public static AwsException Exists(string message) => new("ResourceAlreadyExistsException", message);
}
