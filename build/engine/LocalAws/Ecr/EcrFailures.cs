using LocalAws.Protocol;

namespace LocalAws.Ecr;

/// <summary>ECR's errors in its words.</summary>
static class EcrFailures
{
    public static AwsException NoRepository(string name, string registry) =>
        new(
            "RepositoryNotFoundException",
            $"The repository with name '{name}' does not exist in the registry with id '{registry}'"
        );

    public static AwsException RepositoryExists(string name, string registry) =>
        new(
            "RepositoryAlreadyExistsException",
            $"The repository with name '{name}' already exists in the registry with id '{registry}'"
        );

    public static AwsException NotEmpty(string name, string registry) =>
        new(
            "RepositoryNotEmptyException",
            $"The repository with name '{name}' in registry with id '{registry}' cannot be deleted because it still contains images"
        );

    public static AwsException NoPolicy(string kind, string name, string registry) =>
        new(
            $"{kind}PolicyNotFoundException",
            $"{kind} policy does not exist for the repository with name '{name}' in the registry with id '{registry}'"
        );

    public static AwsException NoImage(ImageReference image, string name, string registry) =>
        new(
            "ImageNotFoundException",
            $"The image with imageId {image} does not exist within the repository with name '{name}' in the registry with id '{registry}'"
        );

    public static AwsException Invalid(string parameter, string constraint) =>
        new(
            "InvalidParameterException",
            $"Invalid parameter at '{parameter}' failed to satisfy constraint: '{constraint}'"
        );
}
