using System.Runtime.ExceptionServices;
using Amazon.Runtime;
using Deployment.Credentials;
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
