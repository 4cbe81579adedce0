using Deployment.Assemblies;

namespace Reporting.Runs;

/// <summary>Where AWS's console shows things.</summary>
static class AwsConsole
{
    /// <summary>Null in a partition whose console is not public.</summary>
    /// <param name="stackId">The stack's ARN.</param>
    public static Uri? OfStack(TargetEnvironment environment, string stackId) =>
        HostOf(environment.Partition) is { } host
            ? new Uri(
                $"https://{environment.Region}.{host}/cloudformation/home?region={environment.Region}#/stacks/stackinfo?stackId={Uri.EscapeDataString(stackId)}"
            )
            : null;

    /// <summary>As https://docs.aws.amazon.com/general/latest/gr/rande.html names them by partition.</summary>
    static string? HostOf(string partition) =>
        partition switch
        {
            "aws" => "console.aws.amazon.com",
            "aws-cn" => "console.amazonaws.cn",
            "aws-us-gov" => "console.amazonaws-us-gov.com",
            _ => null,
        };
}
