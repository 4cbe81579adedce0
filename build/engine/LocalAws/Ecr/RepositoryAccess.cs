using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.Ecr;

/// <summary>Finds repositories of a registry, which is an account, and asks whether a caller may do something with them.</summary>
sealed class RepositoryAccess(World world, Authorizer authorizer)
{
    /// <summary>Tags, in the words of the container registry.</summary>
    public static readonly TagRules Tags = new("InvalidTagParameterException", "TooManyTagsException");

    /// <summary>A policy with the resource, or InvalidParameterException.</summary>
    public string Complete(string policy) => RepositoryPolicies.Complete(policy, authorizer);

    /// <summary>A repository policy as it is kept.</summary>
    public string? Keep(string? policy) => policy is null ? null : authorizer.Keep(policy);

    /// <summary>The repository with its policy as it is shown.</summary>
    public Repository Shown(Repository repository) =>
        repository.Policy is { } policy ? repository with { Policy = authorizer.Show(policy) } : repository;

    public DateTimeOffset Now => world.Now;

    public Table<Repository> Repositories(string registry, string region) =>
        world.Table(EcrTables.Repositories, registry, region);

    public static string Arn(string registry, string region, string name) =>
        $"arn:{Partitions.Of(region)}:ecr:{region}:{registry}:repository/{name}";

    /// <summary>The repository if the caller may do the action with it.</summary>
    public Repository Demand(Caller caller, string region, RepositoryName name, string action, TagChange? change = null)
    {
        var registry = name.Registry ?? caller.Account;
        var repository = world.HasAccount(registry) ? Repositories(registry, region).Find(name.Name) : null;
        authorizer.Demand(
            caller,
            new AccessQuestion(action, Arn(registry, region, name.Name), region)
            {
                ResourcePolicy = repository?.CompletePolicy is { } policy
                    ? PolicyCache.Get(name.Name, PolicyKind.Resource, policy)
                    : null,
            }
                .WithTagChange(change ?? TagChange.Add(TagChange.None))
                .WithResourceTags(repository?.Tags ?? TagChange.None)
        );
        return repository ?? throw EcrFailures.NoRepository(name.Name, registry);
    }

    /// <summary>Asks for an action on what is not one existing repository.</summary>
    public void Demand(
        Caller caller,
        string region,
        string action,
        string resource,
        IReadOnlyDictionary<string, string>? tags = null
    ) =>
        authorizer.Demand(
            caller,
            (
                resource == "*"
                    ? new AccessQuestion(action, resource, region) { ResourceAccount = caller.Account }
                    : new AccessQuestion(action, resource, region)
            ).WithRequestTags(tags ?? new Dictionary<string, string>())
        );

    /// <summary>Changes a repository that the caller may change.</summary>
    public Repository Change(Repository repository, Func<Repository, Repository> change)
    {
        var registry = Arns.AccountOf(repository.Arn);
        return Repositories(registry, Arns.RegionOf(repository.Arn))
            .Update(
                repository.Name,
                found => change(found ?? throw EcrFailures.NoRepository(repository.Name, registry))
            )!;
    }
}

/// <summary>A repository's name in a registry, by default the caller's.</summary>
public sealed record RepositoryName(string Name, string? Registry = null);
