using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Deployment.Runs;

/// <summary>Reads when bootstrap stacks were last changed.</summary>
sealed class BootstrapTimes(AwsEndpoint endpoint, RateBudgets budgets, TimeProvider time)
{
    /// <summary>Null where there is no such stack, or where it cannot be read.</summary>
    public async Task<DateTimeOffset?> FindAsync(
        TargetEnvironment environment,
        Session session,
        CancellationToken cancellationToken
    )
    {
        using var calls = new StackCalls(session.In(environment.Region), endpoint, budgets, time);
        try
        {
            var request = new DescribeStacksRequest(BootstrapVersions.ToolkitStackName);
            var answer = await calls.SendAsync(request, cancellationToken);
            return answer.Stacks is [var stack, ..] ? stack.LastUpdatedTime ?? stack.CreationTime : null;
        }
        catch (AmazonServiceException)
        {
            return null;
        }
    }
}
