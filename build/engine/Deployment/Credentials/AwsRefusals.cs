using Amazon.Runtime;
using Deployment.NextActions;

namespace Deployment.Credentials;

/// <summary>Calls that AWS refuses for want of a permission, and what says which.</summary>
static class AwsRefusals
{
    public static bool IsAccessDenied(AmazonServiceException e) =>
        e.ErrorCode is "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation";

    /// <summary>The doctor asks IAM, and has the statement.</summary>
    public static string Doctor(AwsEndpoint world) =>
        $"{new BuildCommand("Doctor").In(world)}  (it says which permission is missing, and what adds it)";

    /// <param name="what">What did not come about, a sentence without its full stop.</param>
    public static Finding Of(AmazonServiceException e, string what, AwsEndpoint world) =>
        new(FindingCodes.AwsRefused, what, [$"{e.ErrorCode}: {e.Message}"], IsAccessDenied(e) ? Doctor(world) : null);
}
