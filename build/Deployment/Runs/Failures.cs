using System.Runtime.ExceptionServices;
using Amazon.Runtime;
using Deployment.Credentials;
using Deployment.Files;
using Deployment.Scheduling;

namespace Deployment.Runs;

/// <summary>Which exceptions are failures that the user can act on; all others are bugs.</summary>
static class Failures
{
    /// <summary>Null for a bug.</summary>
    public static IReadOnlyList<Finding>? Findings(Exception exception) =>
        exception switch
        {
            BuildException build => build.Findings,
            _ when MachineFaults.Explain(exception, "The machine keeps the deployment from going on") is { } fault =>
            [
                fault,
            ],
            AmazonServiceException { ErrorCode: not null } service =>
            [
                new Finding(
                    FindingCodes.AwsRefused,
                    "AWS refused a call",
                    [$"{service.ErrorCode}: {service.Message}"],
                    AwsRefusals.IsAccessDenied(service)
                        ? "the target Doctor names the permission that is missing"
                        : null
                ),
            ],
            _ when TransientFaults.Includes(exception) =>
            [
                new Finding(
                    FindingCodes.AwsUnreachable,
                    "AWS did not answer",
                    [exception.Message],
                    "check the network and deploy again: what is done stays done"
                ),
            ],
            _ => null,
        };

    /// <summary>Throws what is not for the user to act on, with its own stack trace.</summary>
    public static void ThrowBugs(IEnumerable<WorkOutcome> outcomes)
    {
        var bugs = outcomes
            .OfType<WorkOutcome.Failed>()
            .Select(failed => failed.Exception)
            .Where(exception => Findings(exception) is null)
            .ToList();
        if (bugs is [var only])
            ExceptionDispatchInfo.Throw(only);
        if (bugs.Count > 1)
            throw new AggregateException(bugs);
    }
}
