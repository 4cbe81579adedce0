using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Deployment.Bootstrapping;

/// <summary>A stack that is deployed, with its template.</summary>
/// <param name="Parameters">Their values, as far as CloudFormation shows them.</param>
public sealed record DeployedTemplate(
    StackReference Stack,
    IReadOnlyDictionary<string, string> Parameters,
    TemplateDocument Template
);

/// <summary>
/// The stacks that CloudFormation changes as a role: what they hold is still to be changed and deleted when the Cloud
/// Assemblies do not have it any more.
/// </summary>
/// <param name="session">A session in the stacks' account.</param>
public sealed class DeployedTemplates(Session session, AwsEndpoint endpoint, TimeProvider time)
{
    /// <param name="role">The ARN of the role.</param>
    /// <exception cref="BuildException">Stacks may not be listed, or their templates not be read.</exception>
    public async Task<IReadOnlyList<DeployedTemplate>> OfAsync(
        TargetEnvironment environment,
        string role,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(environment);
        await using var stacks = new StackEnvironment(
            session.In(environment.Region),
            endpoint,
            new RateBudgets(time),
            time
        );
        var templates = new List<DeployedTemplate>();
        foreach (var stack in await ListAsync(stacks.Calls, environment, cancellationToken))
        {
            // Of a deleted stack, and of one that was never made, there is nothing to change.
            if (stack.RoleArn != role || stack.Status == StackStatus.ReviewInProgress)
                continue;
            var reference = new StackReference(stack.StackName, stack.StackName, stack.StackName, environment);
            var text = await AttemptAsync(
                reference,
                () => stacks.Calls.SendAsync(new GetTemplateRequest(stack.StackId), cancellationToken)
            );
            if (text.Body.Length > 0)
                templates.Add(
                    new(
                        reference,
                        stack.Parameters.ToDictionary(p => p.Key, p => p.Value ?? "", StringComparer.Ordinal),
                        new TemplateDocument(text.Body, $"stack {stack.StackName}")
                    )
                );
        }
        return templates;
    }

    Task<IReadOnlyList<StackDescription>> ListAsync(
        StackCalls calls,
        TargetEnvironment environment,
        CancellationToken cancellationToken
    ) =>
        AttemptAsync<IReadOnlyList<StackDescription>>(
            new StackReference("*", "*", "*", environment),
            async () =>
            {
                var found = new List<StackDescription>();
                DescribeStacksResult? page = null;
                do
                {
                    page = await calls.SendAsync(
                        new DescribeStacksRequest { NextToken = page?.NextToken },
                        cancellationToken
                    );
                    found.AddRange(page.Stacks);
                } while (page.NextToken is not null);
                return found;
            }
        );

    async Task<T> AttemptAsync<T>(StackReference stack, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException e)
        {
            throw StackFindings.Refused(stack, e, FindingCodes.StackDeploymentFailed, endpoint);
        }
    }
}
