using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.IdentityManagement;

/// <summary>What IAM does with groups and who is in them, in the caller's account.</summary>
public sealed class GroupOperations
{
    const int LongestName = 128;
    readonly World _world;
    readonly IdentityStore _identities;
    readonly Authorizer _authorizer;

    internal GroupOperations(World world, IdentityStore identities, Authorizer authorizer)
    {
        _world = world;
        _identities = identities;
        _authorizer = authorizer;
        Policies = new(
            "Group",
            identities,
            authorizer,
            account => account.Groups,
            group => group.Policies,
            (group, policies) => group with { Policies = policies }
        );
    }

    /// <summary>Inline and attached policies.</summary>
    public PolicyAttachments<Group> Policies { get; }

    /// <summary>Makes a group without users.</summary>
    public Group Create(Caller caller, string name, string path)
    {
        ArgumentNullException.ThrowIfNull(caller);
        Names.CheckName(name, "groupName", LongestName);
        Names.CheckPath(path);
        var group = new Group
        {
            Name = name,
            Path = path,
            Id = AccessKeyIds.CreateUniqueId("AGPA", caller.Account),
            Arn = ArnOf(caller, path, name),
            Created = _world.Now,
        };
        _authorizer.Demand(caller, IamRegion.Name, "iam:CreateGroup", group.Arn);
        return Groups(caller).TryAdd(name, group) ? group : throw IamErrors.Exists("Group", name);
    }

    /// <summary>The group.</summary>
    public Group Get(Caller caller, string name) => Demand(caller, name, "iam:GetGroup");

    /// <summary>The users of a group, in the order in which they came.</summary>
    public IReadOnlyList<User> UsersOf(Caller caller, Group group)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(group);
        var users = _identities.Of(caller.Account).Users;
        return [.. group.Users.Select(users.Find).OfType<User>()];
    }

    /// <summary>Groups whose path begins so.</summary>
    public IReadOnlyList<Group> List(Caller caller, string pathPrefix)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _authorizer.Demand(caller, IamRegion.Name, "iam:ListGroups", ArnOf(caller, "/", ""));
        return [.. Groups(caller).All().Where(group => group.Path.StartsWith(pathPrefix, StringComparison.Ordinal))];
    }

    /// <summary>The groups that a user is in.</summary>
    public IReadOnlyList<Group> ListOf(Caller caller, string userName)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var user = _identities.Of(caller.Account).Users.Find(userName);
        var arn = user?.Arn ?? $"arn:{caller.Partition}:iam::{caller.Account}:user/{userName}";
        var question = new AccessQuestion("iam:ListGroupsForUser", arn, IamRegion.Name);
        _authorizer.Demand(caller, question.WithResourceTags(user?.Tags ?? TagChange.None));
        return user is null
            ? throw IamErrors.NotFound("User", userName)
            : [.. _identities.Of(caller.Account).GroupsOf(userName)];
    }

    /// <summary>Gives a group another path or name, and so another ARN.</summary>
    public Group Update(Caller caller, string name, string? newPath, string? newName)
    {
        var group = Demand(caller, name, "iam:UpdateGroup");
        var (path, renamed) = (newPath ?? group.Path, newName ?? name);
        Names.CheckPath(path);
        Names.CheckName(renamed, "newGroupName", LongestName);
        var moved = group with { Name = renamed, Path = path, Arn = ArnOf(caller, path, renamed) };
        if (renamed == name)
            return Groups(caller).Update(name, found => found is null ? null : moved)!;
        if (!Groups(caller).TryAdd(renamed, moved))
            throw IamErrors.Exists("Group", renamed);
        Groups(caller).Remove(name);
        return moved;
    }

    /// <summary>Deletes a group that has no users and policies left.</summary>
    public void Delete(Caller caller, string name)
    {
        var group = Demand(caller, name, "iam:DeleteGroup");
        if (UsersOf(caller, group).Count > 0)
            throw IamErrors.Conflict("Cannot delete entity, must remove users from group first.");
        if (group.Policies.Managed.Count > 0)
            throw IamErrors.Conflict("Cannot delete entity, must detach all policies first.");
        if (group.Policies.Inline.Count > 0)
            throw IamErrors.Conflict("Cannot delete entity, must delete policies first.");
        Groups(caller).Remove(name);
    }

    /// <summary>Puts a user into a group; one that is in it already stays so.</summary>
    public void AddUser(Caller caller, string name, string userName)
    {
        Demand(caller, name, "iam:AddUserToGroup");
        CheckUser(caller, userName);
        if (
            _identities.Of(caller.Account).GroupsOf(userName).Count(group => group.Name != name) >= Quotas.GroupsPerUser
        )
            throw Quotas.Exceeded($"Cannot exceed quota for GroupsPerUser: {Quotas.GroupsPerUser}");
        Change(
            caller,
            name,
            group => group.Users.Contains(userName) ? group : group with { Users = [.. group.Users, userName] }
        );
    }

    /// <summary>Takes a user out of a group.</summary>
    public void RemoveUser(Caller caller, string name, string userName)
    {
        Demand(caller, name, "iam:RemoveUserFromGroup");
        CheckUser(caller, userName);
        Change(caller, name, group => group with { Users = [.. group.Users.Where(user => user != userName)] });
    }

    void CheckUser(Caller caller, string userName)
    {
        if (_identities.Of(caller.Account).Users.Find(userName) is null)
            throw IamErrors.NotFound("User", userName);
    }

    Table<Group> Groups(Caller caller) => _identities.Of(caller.Account).Groups;

    Group Demand(Caller caller, string name, string action)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var group = Groups(caller).Find(name);
        _authorizer.Demand(caller, IamRegion.Name, action, group?.Arn ?? ArnOf(caller, "/", name));
        return group ?? throw IamErrors.NotFound("Group", name);
    }

    void Change(Caller caller, string name, Func<Group, Group> change) =>
        Groups(caller).Update(name, group => group is null ? throw IamErrors.NotFound("Group", name) : change(group));

    static string ArnOf(Caller caller, string path, string name) =>
        $"arn:{caller.Partition}:iam::{caller.Account}:group{path}{name}";
}
