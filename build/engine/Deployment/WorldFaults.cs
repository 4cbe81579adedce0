using System.ComponentModel;
using System.Net.Sockets;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client.Connections;
using Deployment.Credentials;
using Deployment.Files;

namespace Deployment;

/// <summary>Which exceptions are failures of the world around the build, that a user can act on; all others are bugs.</summary>
public static class WorldFaults
{
    /// <summary>Null for a bug.</summary>
    public static IReadOnlyList<Finding>? Findings(Exception exception) =>
        exception switch
        {
            BuildException build => build.Findings,
            AggregateException { InnerExceptions: { Count: > 0 } all }
                when all.Select(Findings).ToList() is var found => found.Contains(null)
                ? null
                : [.. found.SelectMany(one => one!).Distinct()],
            _ when MachineFaults.Explain(exception, "The machine keeps the build from going on") is { } fault =>
            [
                fault,
            ],
            _ => Finding(exception) is { } finding ? [finding] : null,
        };

    static Finding? Finding(Exception exception) =>
        exception switch
        {
            EndpointUnreachableException unreachable => EndpointFindings.Of(unreachable.Trouble),
            AmazonServiceException { ErrorCode: { Length: > 0 } code, StatusCode: > 0 } service => new(
                FindingCodes.AwsRefused,
                "AWS refused a call",
                [$"{code}: {service.Message}"],
                AwsRefusals.IsAccessDenied(service) ? "the target Doctor names the permission that is missing" : null
            ),
            // The SDK wraps what its own handlers throw.
            AmazonClientException { InnerException: { } inner } when Finding(inner) is { } finding => finding,
            HttpRequestException or SocketException or HttpIOException or TimeoutException => NoAnswer(exception),
            AmazonClientException => NoAnswer(exception),
            IOException or UnauthorizedAccessException => new(
                FindingCodes.FileNotAccessible,
                "A file could not be read or written",
                [exception.Message],
                "let this user read and write it, and close what else has it open"
            ),
            JsonException or XmlException or InvalidDataException => new(
                FindingCodes.UnreadableDocument,
                "A document is not well-formed",
                [exception.Message],
                "--verbosity=Diagnostic names where it is read"
            ),
            UriFormatException => new(
                FindingCodes.InvalidAddress,
                "An address is not one",
                [exception.Message],
                "correct AWS_ENDPOINT_URL and the like in the environment and in ~/.aws/config"
            ),
            Win32Exception => new(
                FindingCodes.ProgramNotStarted,
                "A program could not be started",
                [exception.Message],
                "--verbosity=Diagnostic names it"
            ),
            _ => null,
        };

    static Finding NoAnswer(Exception exception) =>
        new(
            FindingCodes.AwsUnreachable,
            "AWS did not answer",
            [exception.Message],
            "check the network, then run it again: what is done stays done"
        );
}
