using Amazon.Runtime;
using Deployment.Credentials;

namespace Deployment.Runs;

/// <summary>Which exceptions are failures that the user can act on; all others are bugs.</summary>
static class Failures
{
    /// <summary>Null for a bug.</summary>
    public static IReadOnlyList<Finding>? Findings(Exception exception) =>
        exception switch
        {
            BuildException build => build.Findings,
            AmazonServiceException { ErrorCode: { } code } service =>
            [
                new Finding(code, "AWS refused a call", [service.Message]),
            ],
            _ when TransientFaults.Includes(exception) =>
            [
                new Finding(
                    "AwsUnreachable",
                    "AWS did not answer",
                    [exception.Message],
                    "check the network and deploy again: what is done stays done"
                ),
            ],
            _ => null,
        };
}
