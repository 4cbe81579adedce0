using System.Net;
using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Credentials;
using Deployment.Stacks;

namespace Deployment.Bootstrapping.Repairs;

/// <summary>
/// Looks whether the resources of a stack are still there, each by its own service: CloudFormation goes by what it made, and
/// does not notice what somebody deletes.
/// </summary>
/// <param name="session">A session in the stack's account.</param>
sealed class ResourceInspection(Session session, AwsEndpoint endpoint, TargetEnvironment environment)
{
    /// <param name="calls">Of the stack's account and region.</param>
    /// <param name="values">Of the stack's template.</param>
    public async Task<IReadOnlyList<FoundResource>> RunAsync(
        string stackName,
        StackCalls calls,
        TemplateValues values,
        CancellationToken cancellationToken
    )
    {
        var resources = new List<StackResource>();
        await foreach (var page in calls.PagesAsync(new ListStackResourcesRequest(stackName), cancellationToken))
            resources.AddRange(page.Resources.Where(resource => resource.PhysicalId is { Length: > 0 }));
        using var regional = session.In(environment.Region);
        using var services = new InspectedServices(regional, endpoint, environment);
        var known = values.With(resources);
        return await Task.WhenAll(
            resources.Select(async resource => new FoundResource(
                resource,
                await LookAsync(services, resource, known, cancellationToken)
            ))
        );
    }

    static async Task<Presence> LookAsync(
        InspectedServices services,
        StackResource resource,
        TemplateValues values,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (await services.FindAsync(resource, values, cancellationToken))
                return new Presence.Present();
            return new Presence.Missing();
        }
        catch (AmazonServiceException e) when (IsNotFound(e))
        {
            return new Presence.Missing();
        }
        catch (AmazonServiceException e)
        {
            return new Presence.Unknown($"{resource.LogicalId}: {e.ErrorCode}, {e.Message}");
        }
    }

    static bool IsNotFound(AmazonServiceException e) =>
        e.ErrorCode
            is "NoSuchEntity"
                or "NoSuchBucket"
                or "NoSuchBucketPolicy"
                or "NotFoundException"
                or "ParameterNotFound"
                or "RepositoryNotFoundException"
        || e.StatusCode == HttpStatusCode.NotFound;
}
