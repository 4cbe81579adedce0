using Amazon.Runtime;
using Deployment;
using Iam;

namespace Diagnosis.Accounts;

/// <summary>
/// Which exceptions say that something could not be looked at, or not be understood, and why; all others are bugs. What is
/// wrong with one document says nothing of the others.
/// </summary>
public static class ReadFailures
{
    /// <summary>The reason in a line; null for a bug.</summary>
    public static string? Why(Exception exception) =>
        exception switch
        {
            AmazonServiceException { ErrorCode: { Length: > 0 } code } => $"{code}, {exception.Message}",
            HttpRequestException or AmazonClientException => exception.Message,
            PolicyDocumentException => $"a policy is malformed: {exception.Message}",
            _ when WorldFaults.Findings(exception) is { } findings => string.Join(
                "; ",
                findings.Select(finding => string.Join(", ", [finding.What, .. finding.Why]))
            ),
            // How readers of JSON and XML say that a value is of another type or out of its range, or is missing.
            InvalidOperationException
            or InvalidCastException
            or FormatException
            or OverflowException
            or KeyNotFoundException => $"what is there is not understood: {exception.Message}",
            _ => null,
        };

    /// <summary>What could not be read, for the user; null for a bug.</summary>
    /// <param name="what">A file.</param>
    public static IReadOnlyList<Finding>? Findings(Exception exception, string what) =>
        exception is BuildException build ? build.Findings
        : Why(exception) is { } why
            ?
            [
                new(
                    FindingCodes.UnreadableDocument,
                    $"{what} is not understood",
                    [why],
                    "correct what writes it, then run it again"
                ),
            ]
        : null;
}
