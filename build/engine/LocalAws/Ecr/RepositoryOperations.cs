using System.Text.RegularExpressions;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.Ecr;

/// <summary>What ECR does with repositories and their settings.</summary>
public sealed partial class RepositoryOperations
{
    readonly RepositoryAccess _access;

    internal RepositoryOperations(RepositoryAccess access) => _access = access;

    /// <summary>Makes a repository in the caller's account.</summary>
    public Repository Create(Caller caller, string region, string name, RepositorySettings settings)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(settings);
        if (!Name().IsMatch(name) || name.Length is < 2 or > 256)
            throw EcrFailures.Invalid("repositoryName", $"must satisfy regular expression '{Pattern}'");
        CheckMutability(settings.TagMutability);
        var arn = RepositoryAccess.Arn(caller.Account, region, name);
        _access.Demand(caller, region, "ecr:CreateRepository", arn, settings.Tags);
        if (settings.Tags.Count > 0)
            _access.Demand(caller, region, "ecr:TagResource", arn, settings.Tags);
        var repository = new Repository
        {
            Name = name,
            Arn = arn,
            Created = _access.Now,
            TagMutability = settings.TagMutability,
            ScanOnPush = settings.ScanOnPush,
            Encryption = settings.Encryption,
            KeyId = settings.KeyId,
            Tags = settings.Tags,
        };
        return _access.Repositories(caller.Account, region).TryAdd(name, repository)
            ? repository
            : throw EcrFailures.RepositoryExists(name, caller.Account);
    }

    /// <summary>The repository of that name.</summary>
    public Repository Describe(Caller caller, string region, RepositoryName name) =>
        _access.Demand(caller, region, name, "ecr:DescribeRepositories");

    /// <summary>All repositories of a registry.</summary>
    public IReadOnlyList<Repository> List(Caller caller, string region, string? registry)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var account = registry ?? caller.Account;
        _access.Demand(caller, region, "ecr:DescribeRepositories", RepositoryAccess.Arn(account, region, "*"));
        return _access.Repositories(account, region).All();
    }

    /// <summary>Deletes a repository, with its images only where that is asked for.</summary>
    public Repository Delete(Caller caller, string region, RepositoryName name, bool force)
    {
        var repository = _access.Demand(caller, region, name, "ecr:DeleteRepository");
        var registry = Iam.Arns.AccountOf(repository.Arn);
        _access
            .Repositories(registry, region)
            .Update(
                repository.Name,
                found =>
                    found is { Images.Count: > 0 } && !force
                        ? throw EcrFailures.NotEmpty(repository.Name, registry)
                        : null
            );
        return repository;
    }

    /// <summary>Sets whether tags may move.</summary>
    public Repository SetTagMutability(Caller caller, string region, RepositoryName name, string mutability)
    {
        CheckMutability(mutability);
        return _access.Change(
            _access.Demand(caller, region, name, "ecr:PutImageTagMutability"),
            repository => repository with { TagMutability = mutability }
        );
    }

    /// <summary>Sets whether images are scanned when pushed.</summary>
    public Repository SetScanning(Caller caller, string region, RepositoryName name, bool scanOnPush) =>
        _access.Change(
            _access.Demand(caller, region, name, "ecr:PutImageScanningConfiguration"),
            repository => repository with { ScanOnPush = scanOnPush }
        );

    /// <summary>Sets the repository policy; null removes it. The answer has the policy that was or is in force.</summary>
    public Repository SetPolicy(Caller caller, string region, RepositoryName name, string? policy)
    {
        var action = policy is null ? "ecr:DeleteRepositoryPolicy" : "ecr:SetRepositoryPolicy";
        var repository = _access.Demand(caller, region, name, action);
        var complete = policy is null ? null : _access.Complete(policy);
        if (policy is null)
            CheckExists(repository.Policy, "Repository", repository);
        var (kept, keptComplete) = (_access.Keep(policy), _access.Keep(complete));
        var changed = _access.Change(repository, found => found with { Policy = kept, CompletePolicy = keptComplete });
        return _access.Shown(policy is null ? repository : changed);
    }

    /// <summary>The repository with its policy.</summary>
    public Repository GetPolicy(Caller caller, string region, RepositoryName name)
    {
        var repository = _access.Demand(caller, region, name, "ecr:GetRepositoryPolicy");
        CheckExists(repository.Policy, "Repository", repository);
        return _access.Shown(repository);
    }

    /// <summary>Sets the lifecycle policy; null removes it. The answer has the policy that was or is in force.</summary>
    public Repository SetLifecyclePolicy(Caller caller, string region, RepositoryName name, string? policy)
    {
        var action = policy is null ? "ecr:DeleteLifecyclePolicy" : "ecr:PutLifecyclePolicy";
        var repository = _access.Demand(caller, region, name, action);
        if (policy is null)
            CheckExists(repository.LifecyclePolicy, "Lifecycle", repository);
        else
            LifecyclePolicies.Check(policy);
        var changed = _access.Change(repository, found => found with { LifecyclePolicy = policy });
        return policy is null ? repository : changed;
    }

    /// <summary>The repository with its lifecycle policy.</summary>
    public Repository GetLifecyclePolicy(Caller caller, string region, RepositoryName name)
    {
        var repository = _access.Demand(caller, region, name, "ecr:GetLifecyclePolicy");
        CheckExists(repository.LifecyclePolicy, "Lifecycle", repository);
        return repository;
    }

    /// <summary>Adds, changes or removes tags of the repository with that ARN.</summary>
    public Repository Tag(Caller caller, string arn, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (region, name) = Parse(arn);
        var action = change.IsRemoval ? "ecr:UntagResource" : "ecr:TagResource";
        return _access.Change(
            _access.Demand(caller, region, name, action, change),
            found => found with { Tags = change.ApplyTo(found.Tags, RepositoryAccess.Tags) }
        );
    }

    /// <summary>The tags of the repository with that ARN.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string arn)
    {
        var (region, name) = Parse(arn);
        return _access.Demand(caller, region, name, "ecr:ListTagsForResource").Tags;
    }

    static (string Region, RepositoryName Name) Parse(string arn) =>
        arn.Split(':', 6) is ["arn", _, "ecr", var region, var registry, var resource]
        && resource.StartsWith("repository/", StringComparison.Ordinal)
            ? (region, new(resource["repository/".Length..], registry))
            : throw EcrFailures.Invalid("resourceArn", "Invalid ARN");

    static void CheckExists(string? policy, string kind, Repository repository)
    {
        if (policy is null)
            throw EcrFailures.NoPolicy(kind, repository.Name, Iam.Arns.AccountOf(repository.Arn));
    }

    static void CheckMutability(string mutability)
    {
        if (mutability is not (RepositorySettings.Mutable or RepositorySettings.Immutable))
            throw EcrFailures.Invalid("imageTagMutability", "Member must satisfy enum value set: [MUTABLE, IMMUTABLE]");
    }

    const string Pattern = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*";

    [GeneratedRegex(
        "^(?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*$",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Name();
}
