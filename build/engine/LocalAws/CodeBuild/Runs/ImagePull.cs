using System.Text.RegularExpressions;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CodeBuild.Projects;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CodeBuild.Runs;

/// <summary>
/// Pulling a build's image out of a private repository with the service role (CodeBuild User Guide, "Amazon ECR sample"):
/// nothing is pulled here, but the permissions are asked for.
/// </summary>
static partial class ImagePull
{
    static readonly string[] _onRepository =
    [
        "ecr:BatchCheckLayerAvailability",
        "ecr:GetDownloadUrlForLayer",
        "ecr:BatchGetImage",
    ];

    /// <summary>Throws a <see cref="PhaseException"/> unless the role may pull the image.</summary>
    public static void Demand(Authorizer authorizer, Caller role, ProjectEnvironment environment)
    {
        if (
            environment.ImagePullCredentialsType != "SERVICE_ROLE"
            || Repository().Match(environment.Image) is not { Success: true } image
        )
            return;
        var region = image.Groups["region"].Value;
        var repository =
            $"arn:{Partitions.Of(region)}:ecr:{region}:{image.Groups["account"].Value}:repository/{image.Groups["name"].Value}";
        try
        {
            authorizer.Demand(role, new("ecr:GetAuthorizationToken", "*", region));
            foreach (var action in _onRepository)
                // Whether another account's repository lets it is that account's matter.
                authorizer.Demand(role, new(action, repository, region) { ResourceAccount = role.Account });
        }
        catch (AwsException denied)
        {
            throw new PhaseException(
                "BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE",
                $"Unable to pull customer's container image. CannotPullContainerError: {environment.Image}: {denied.Message}"
            );
        }
    }

    [GeneratedRegex(@"^(?<account>\d{12})\.dkr\.ecr(-fips)?\.(?<region>[a-z0-9-]+)\.[^/]+/(?<name>[^:@]+)")]
    private static partial Regex Repository();
}
