using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>The errors of the IAM API reference.</summary>
static class IamErrors
{
    public static AwsException NoSuchEntity(string message) => new("NoSuchEntity", message, 404);

    public static AwsException NotFound(string kind, string name) =>
        NoSuchEntity($"The {kind.ToLowerInvariant()} with name {name} cannot be found.");

    public static AwsException Exists(string kind, string name) =>
        new("EntityAlreadyExists", $"{kind} with name {name} already exists.", 409);

    public static AwsException Conflict(string message) => new("DeleteConflict", message, 409);

    public static AwsException Invalid(string message) => new("ValidationError", message);
}
