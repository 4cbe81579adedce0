using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.IdentityManagement;

/// <summary>What IAM does with instance profiles, in the caller's account.</summary>
public sealed class InstanceProfileOperations
{
    readonly World _world;
    readonly IdentityStore _identities;
    readonly Authorizer _authorizer;

    internal InstanceProfileOperations(World world, IdentityStore identities, Authorizer authorizer)
    {
        _world = world;
        _identities = identities;
        _authorizer = authorizer;
    }

    /// <summary>Makes a profile without a role.</summary>
    public InstanceProfile Create(Caller caller, string name, string path, IReadOnlyDictionary<string, string> tags)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(tags);
        Names.CheckName(name, "instanceProfileName", 128);
        Names.CheckPath(path);
        var profile = new InstanceProfile
        {
            Name = name,
            Path = path,
            Id = AccessKeyIds.CreateUniqueId("AIPA", caller.Account),
            Arn = $"arn:{caller.Partition}:iam::{caller.Account}:instance-profile{path}{name}",
            Created = _world.Now,
            Tags = tags,
        };
        var question = new AccessQuestion("iam:CreateInstanceProfile", profile.Arn, IamRegion.Name);
        _authorizer.Demand(caller, question.WithRequestTags(tags));
        if (tags.Count > 0)
            _authorizer.Demand(caller, (question with { Action = "iam:TagInstanceProfile" }).WithRequestTags(tags));
        return Profiles(caller).TryAdd(name, profile)
            ? profile
            : throw new AwsException("EntityAlreadyExists", $"Instance Profile {name} already exists.", 409);
    }

    /// <summary>The profile.</summary>
    public InstanceProfile Get(Caller caller, string name) => Demand(caller, name, "iam:GetInstanceProfile");

    /// <summary>The profiles whose path begins so.</summary>
    public IReadOnlyList<InstanceProfile> List(Caller caller, string pathPrefix)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var all = $"arn:{caller.Partition}:iam::{caller.Account}:instance-profile{pathPrefix}";
        _authorizer.Demand(caller, IamRegion.Name, "iam:ListInstanceProfiles", all);
        return
        [
            .. Profiles(caller).All().Where(profile => profile.Path.StartsWith(pathPrefix, StringComparison.Ordinal)),
        ];
    }

    /// <summary>The profiles that have a role.</summary>
    public IReadOnlyList<InstanceProfile> ListOf(Caller caller, string roleName)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var role = _identities.Of(caller.Account).Roles.Find(roleName);
        var arn = role?.Arn ?? $"arn:{caller.Partition}:iam::{caller.Account}:role/{roleName}";
        _authorizer.Demand(caller, IamRegion.Name, "iam:ListInstanceProfilesForRole", arn);
        return role is null
            ? throw IamErrors.NotFound("Role", roleName)
            : [.. Profiles(caller).All().Where(profile => profile.RoleName == roleName)];
    }

    /// <summary>The role of a profile as it is, or null.</summary>
    public Role? RoleOf(InstanceProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return
            profile.RoleName is { } name && _identities.Of(Iam.Arns.AccountOf(profile.Arn)).Roles.Find(name) is { } role
            ? role with
            {
                TrustPolicy = _authorizer.Show(role.TrustPolicy),
            }
            : null;
    }

    /// <summary>Gives a profile its role, which is passed to EC2.</summary>
    public void AddRole(Caller caller, string name, string roleName)
    {
        Demand(caller, name, "iam:AddRoleToInstanceProfile");
        var role = _identities.Of(caller.Account).Roles.Find(roleName) ?? throw IamErrors.NotFound("Role", roleName);
        _authorizer.DemandPassRole(caller, IamRegion.Name, role.Arn, "ec2.amazonaws.com");
        Change(
            caller,
            name,
            profile =>
                profile.RoleName is null
                    ? profile with
                    {
                        RoleName = roleName,
                    }
                    : throw new AwsException(
                        "LimitExceeded",
                        "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
                        409
                    )
        );
    }

    /// <summary>Takes a profile its role.</summary>
    public void RemoveRole(Caller caller, string name, string roleName)
    {
        Demand(caller, name, "iam:RemoveRoleFromInstanceProfile");
        Change(
            caller,
            name,
            profile =>
                profile.RoleName == roleName
                    ? profile with
                    {
                        RoleName = null,
                    }
                    : throw IamErrors.NotFound("Role", roleName)
        );
    }

    /// <summary>Deletes a profile that has no role.</summary>
    public void Delete(Caller caller, string name)
    {
        Demand(caller, name, "iam:DeleteInstanceProfile");
        Profiles(caller)
            .Update(
                name,
                profile =>
                    profile?.RoleName is null
                        ? null
                        : throw IamErrors.Conflict(
                            "Cannot delete entity, must remove roles from instance profile first."
                        )
            );
    }

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string name, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Demand(caller, name, change.IsRemoval ? "iam:UntagInstanceProfile" : "iam:TagInstanceProfile", change);
        Change(caller, name, profile => profile with { Tags = change.ApplyTo(profile.Tags, Names.Tags) });
    }

    /// <summary>The tags of a profile.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string name) =>
        Demand(caller, name, "iam:ListInstanceProfileTags").Tags;

    Table<InstanceProfile> Profiles(Caller caller) => _world.Table(IdentityTables.InstanceProfiles, caller.Account, "");

    InstanceProfile Demand(Caller caller, string name, string action, TagChange? change = null)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var profile = Profiles(caller).Find(name);
        var arn = profile?.Arn ?? $"arn:{caller.Partition}:iam::{caller.Account}:instance-profile/{name}";
        _authorizer.Demand(
            caller,
            new AccessQuestion(action, arn, IamRegion.Name)
                .WithTagChange(change ?? TagChange.Add(TagChange.None))
                .WithResourceTags(profile?.Tags ?? TagChange.None)
        );
        return profile ?? throw Missing(name);
    }

    void Change(Caller caller, string name, Func<InstanceProfile, InstanceProfile> change) =>
        Profiles(caller).Update(name, profile => profile is null ? throw Missing(name) : change(profile));

    static AwsException Missing(string name) => IamErrors.NoSuchEntity($"Instance Profile {name} cannot be found.");
}
