using Amazon;
using Amazon.Runtime;
using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Bootstrapping.Repairs;
using Deployment.Credentials;
using Deployment.Scheduling;
using Deployment.Stacks;

namespace Deployment.Bootstrapping;

/// <summary>
/// Finds the region that the stack of an account's read-only role is in. The role is the whole account's, and its stack
/// stays where it is, whichever environments the account has and in whatever order.
/// </summary>
/// <param name="session">A session in the role's account.</param>
sealed class ReadOnlyRoleHome(Session session, AwsEndpoint endpoint, TimeProvider time, ReadOnlyRoleOptions options)
{
    /// <param name="regions">Those of the account's environments, at least one.</param>
    /// <param name="wanted">The roles of the account that have a stack of their own.</param>
    public async Task<TargetEnvironment> FindAsync(
        IReadOnlyList<string> regions,
        IReadOnlyCollection<string> wanted,
        CancellationToken cancellationToken
    )
    {
        var ordered = regions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var near = await ListAsync(ordered, isOptional: false, cancellationToken);
        if (near.FirstOrDefault(found => found.Role == options.Arn) is { } own)
            return In(own.Region);
        using var iam = new IamRoles(session, endpoint);
        if (await iam.ExistsAsync(options.Name, cancellationToken))
        {
            // An environment has moved, and left the stack behind where none is any more.
            var far = await ListAsync([.. AllRegions().Except(ordered)], isOptional: true, cancellationToken);
            if (far.FirstOrDefault(found => found.Role == options.Arn) is { } left)
                return In(left.Region);
        }
        // The role has been given another name: its stack changes, rather than that there are two.
        var renamed = near.FirstOrDefault(found => !wanted.Contains(found.Role));
        return In(renamed?.Region ?? ordered[0]);
    }

    async Task<IReadOnlyList<Found>> ListAsync(
        IReadOnlyList<string> regions,
        bool isOptional,
        CancellationToken cancellationToken
    )
    {
        var found = await Task.WhenAll(regions.Select(region => LookAsync(region, isOptional, cancellationToken)));
        return [.. found.OfType<Found>()];
    }

    async Task<Found?> LookAsync(string region, bool isOptional, CancellationToken cancellationToken)
    {
        await using var stacks = new StackEnvironment(session.In(region), endpoint, new RateBudgets(time), time);
        try
        {
            var stack = await stacks.Lookup.FindAsync(ReadOnlyRoleOptions.StackName, cancellationToken);
            return stack is null || stack.Status == StackStatus.DeleteComplete
                ? null
                : new(region, RoleOf(stack, In(region)));
        }
        catch (Exception e)
            when (isOptional && e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            // A region that is switched off, or that a policy keeps everybody out of, has nothing of this build.
            return null;
        }
        catch (AmazonServiceException e)
        {
            var name = ReadOnlyRoleOptions.StackName;
            throw StackFindings.Refused(
                new StackReference(name, name, name, In(region)),
                e,
                FindingCodes.StackDeploymentFailed,
                endpoint
            );
        }
    }

    static string RoleOf(StackDescription stack, TargetEnvironment environment)
    {
        return $"arn:{environment.Partition}:iam::{environment.Account}:role{Of("RolePath") ?? "/"}{Of("RoleName")}";

        string? Of(string parameter) => stack.Parameters.FirstOrDefault(p => p.Key == parameter)?.Value;
    }

    TargetEnvironment In(string region) => new(options.Account, region);

    IEnumerable<string> AllRegions()
    {
        var partition = options.Arn.Split(':')[1];
        return RegionEndpoint
            .EnumerableAllRegions.Where(region => region.PartitionName == partition)
            .Select(region => region.SystemName);
    }

    sealed record Found(string Region, string Role);
}
