using Cake.AWS.CloudFormation.Client;
using Deployment.Credentials;
using Deployment.Stacks;

namespace Deployment.Bootstrapping;

/// <summary>Which statuses of a bootstrap stack bootstrapping cannot start from, nor recover from by itself.</summary>
public static class BootstrapReadiness
{
    /// <summary>
    /// Nobody keeps a bootstrap stack half updated on purpose: it goes back to its last good state first. The staging bucket,
    /// which an earlier stack left, is taken over, as the CDK CLI does (https://github.com/aws/aws-cdk-cli/pull/1544).
    /// </summary>
    internal static StackOptions Options { get; } = new() { Rollback = true, ImportExistingResources = true };

    /// <summary>What is to be done first; null where bootstrapping manages alone.</summary>
    public static Finding? Problem(StackReference stack, StackDescription found, AwsEndpoint world)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(found);
        // Destroy knows the stacks of apps alone.
        return found.Status == StackStatus.DeleteFailed
            ? StackFindings
                .NotDeployable(
                    stack,
                    found,
                    $"aws cloudformation delete-stack --stack-name {stack.StackName} --region {stack.Environment.Region}"
                )
                .Findings[0]
                .In(stack.Environment.Account, world)
            : StackReadiness.Problem(stack, found, Options, world);
    }
}
