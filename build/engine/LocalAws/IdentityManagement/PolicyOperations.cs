using System.Globalization;
using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.IdentityManagement;

/// <summary>What IAM does with managed policies, in the caller's account.</summary>
public sealed class PolicyOperations
{
    const int MostVersions = 5;
    readonly World _world;
    readonly IdentityStore _identities;
    readonly Authorizer _authorizer;

    internal PolicyOperations(World world, IdentityStore identities, Authorizer authorizer)
    {
        _world = world;
        _identities = identities;
        _authorizer = authorizer;
    }

    /// <summary>Makes a customer managed policy.</summary>
    public ManagedPolicy Create(
        Caller caller,
        string name,
        string path,
        string document,
        string? description,
        IReadOnlyDictionary<string, string> tags
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(tags);
        Names.CheckName(name, "policyName", 128);
        Names.CheckPath(path);
        Names.CheckDocument(document, PolicyKind.Identity, demandsVersion: true);
        var arn = $"arn:{caller.Partition}:iam::{caller.Account}:policy{path}{name}";
        var question = new AccessQuestion("iam:CreatePolicy", arn, IamRegion.Name).WithRequestTags(tags);
        _authorizer.Demand(caller, question);
        if (tags.Count > 0)
            _authorizer.Demand(caller, question with { Action = "iam:TagPolicy" });
        Quotas.CheckManaged(document);
        var policy = new ManagedPolicy
        {
            Name = name,
            Path = path,
            Id = AccessKeyIds.CreateUniqueId("ANPA", caller.Account),
            Arn = arn,
            Created = _world.Now,
            Updated = _world.Now,
            Description = description,
            Versions = [new("v1", document, _world.Now, IsDefault: true)],
            Tags = tags,
        };
        return Policies(caller).TryAdd(arn, policy)
            ? policy
            : throw new AwsException(
                "EntityAlreadyExists",
                $"A policy called {name} already exists. Duplicate names are not allowed.",
                409
            );
    }

    /// <summary>The policy, AWS's own included.</summary>
    public ManagedPolicy Get(Caller caller, string arn)
    {
        Demand(caller, arn, "iam:GetPolicy");
        return Find(caller, arn);
    }

    /// <summary>One version of the policy.</summary>
    public PolicyVersion GetVersion(Caller caller, string arn, string version)
    {
        Demand(caller, arn, "iam:GetPolicyVersion");
        return Find(caller, arn).Versions.FirstOrDefault(candidate => candidate.Id == version)
            ?? throw NoVersion(arn, version);
    }

    /// <summary>The versions of the policy.</summary>
    public IReadOnlyList<PolicyVersion> ListVersions(Caller caller, string arn)
    {
        Demand(caller, arn, "iam:ListPolicyVersions");
        return Find(caller, arn).Versions;
    }

    /// <summary>The managed policies: the account's own (scope Local), those of AWS without their documents (AWS), or both (All).</summary>
    public IReadOnlyList<ManagedPolicy> List(Caller caller, string scope, string pathPrefix, bool onlyAttached)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _authorizer.Demand(
            caller,
            IamRegion.Name,
            "iam:ListPolicies",
            $"arn:{caller.Partition}:iam::{caller.Account}:policy/"
        );
        return
        [
            .. (scope == "AWS" ? [] : Policies(caller).All())
                .Concat(scope == "Local" ? [] : AwsManagedPolicies.All(caller.Partition))
                .Where(policy => policy.Path.StartsWith(pathPrefix, StringComparison.Ordinal))
                .Where(policy => !onlyAttached || AttachmentCount(caller, policy.Arn) > 0),
        ];
    }

    /// <summary>The tags of a policy.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string arn)
    {
        Demand(caller, arn, "iam:ListPolicyTags");
        return Find(caller, arn).Tags;
    }

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string arn, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Demand(caller, arn, change.IsRemoval ? "iam:UntagPolicy" : "iam:TagPolicy", change);
        Change(caller, arn, policy => policy with { Tags = change.ApplyTo(policy.Tags, Names.Tags) });
    }

    /// <summary>Adds a version.</summary>
    public PolicyVersion CreateVersion(Caller caller, string arn, string document, bool setAsDefault)
    {
        Names.CheckDocument(document, PolicyKind.Identity, demandsVersion: true);
        Demand(caller, arn, "iam:CreatePolicyVersion");
        Quotas.CheckManaged(document);
        PolicyVersion? added = null;
        Change(
            caller,
            arn,
            policy =>
            {
                if (policy.Versions.Count >= MostVersions)
                {
                    throw new AwsException(
                        "LimitExceeded",
                        "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.",
                        409
                    );
                }
                var number = int.Parse(policy.Versions[^1].Id[1..], CultureInfo.InvariantCulture) + 1;
                added = new("v" + number.ToString(CultureInfo.InvariantCulture), document, _world.Now, setAsDefault);
                var others = setAsDefault
                    ? policy.Versions.Select(version => version with { IsDefault = false })
                    : policy.Versions;
                return policy with { Versions = [.. others, added], Updated = _world.Now };
            }
        );
        return added!;
    }

    /// <summary>Makes a version the one in force.</summary>
    public void SetDefaultVersion(Caller caller, string arn, string version)
    {
        Demand(caller, arn, "iam:SetDefaultPolicyVersion");
        Change(
            caller,
            arn,
            policy =>
                policy.Versions.Any(candidate => candidate.Id == version)
                    ? policy with
                    {
                        Versions =
                        [
                            .. policy.Versions.Select(candidate =>
                                candidate with
                                {
                                    IsDefault = candidate.Id == version,
                                }
                            ),
                        ],
                        Updated = _world.Now,
                    }
                    : throw NoVersion(arn, version)
        );
    }

    /// <summary>Deletes a version that is not in force.</summary>
    public void DeleteVersion(Caller caller, string arn, string version)
    {
        Demand(caller, arn, "iam:DeletePolicyVersion");
        Change(
            caller,
            arn,
            policy =>
                policy.Versions.FirstOrDefault(candidate => candidate.Id == version) switch
                {
                    null => throw NoVersion(arn, version),
                    { IsDefault: true } => throw IamErrors.Conflict("Cannot delete the default version of a policy."),
                    var found => policy with { Versions = [.. policy.Versions.Where(candidate => candidate != found)] },
                }
        );
    }

    /// <summary>Deletes a policy that is attached to nothing and has one version.</summary>
    public void Delete(Caller caller, string arn)
    {
        ArgumentNullException.ThrowIfNull(caller);
        Demand(caller, arn, "iam:DeletePolicy");
        if (AttachmentCount(caller, arn) > 0)
            throw IamErrors.Conflict("Cannot delete a policy attached to entities.");
        Change(
            caller,
            arn,
            policy =>
                policy.Versions.Count == 1
                    ? null
                    : throw IamErrors.Conflict(
                        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy."
                    )
        );
    }

    /// <summary>How many users and roles it is attached to.</summary>
    public int AttachmentCount(Caller caller, string arn)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var account = _identities.Of(caller.Account);
        return account.Roles.All().Count(role => role.Policies.Managed.Contains(arn))
            + account.Groups.All().Count(group => group.Policies.Managed.Contains(arn))
            + account.Users.All().Count(user => user.Policies.Managed.Contains(arn));
    }

    Table<ManagedPolicy> Policies(Caller caller) => _identities.Of(caller.Account).Policies;

    ManagedPolicy Find(Caller caller, string arn)
    {
        if (Policies(caller).Find(arn) is { } own)
            return own;
        return AwsManagedPolicies.Read(arn) ?? throw IamErrors.NoSuchEntity($"Policy {arn} was not found.");
    }

    void Change(Caller caller, string arn, Func<ManagedPolicy, ManagedPolicy?> change) =>
        Policies(caller)
            .Update(
                arn,
                policy => policy is null ? throw IamErrors.NoSuchEntity($"Policy {arn} was not found.") : change(policy)
            );

    void Demand(Caller caller, string arn, string action, TagChange? change = null)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var question = new AccessQuestion(action, arn, IamRegion.Name) { ResourceAccount = caller.Account };
        _authorizer.Demand(
            caller,
            question
                .WithTagChange(change ?? TagChange.Add(TagChange.None))
                .WithResourceTags(Policies(caller).Find(arn)?.Tags ?? TagChange.None)
        );
    }

    static AwsException NoVersion(string arn, string version) =>
        IamErrors.NoSuchEntity($"Policy {arn} version {version} does not exist or is not attachable.");
}
