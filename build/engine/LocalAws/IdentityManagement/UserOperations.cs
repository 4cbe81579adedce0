using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.IdentityManagement;

/// <summary>What IAM does with users and their access keys, in the caller's account.</summary>
public sealed class UserOperations
{
    const int MostKeys = 2;
    readonly World _world;
    readonly IdentityStore _identities;
    readonly Authorizer _authorizer;

    internal UserOperations(World world, IdentityStore identities, Authorizer authorizer)
    {
        _world = world;
        _identities = identities;
        _authorizer = authorizer;
        Policies = new(
            "User",
            identities,
            authorizer,
            account => account.Users,
            user => user.Policies,
            (user, policies) => user with { Policies = policies }
        );
    }

    /// <summary>Inline policies, attached policies and the boundary.</summary>
    public PolicyAttachments<User> Policies { get; }

    /// <summary>Makes a user.</summary>
    public User Create(
        Caller caller,
        string name,
        string path,
        string? boundary,
        IReadOnlyDictionary<string, string> tags
    )
    {
        ArgumentNullException.ThrowIfNull(caller);
        Names.CheckName(name, "userName", 64);
        Names.CheckPath(path);
        var user = new User
        {
            Name = name,
            Path = path,
            Id = AccessKeyIds.CreateUniqueId("AIDA", caller.Account),
            Arn = $"arn:{caller.Partition}:iam::{caller.Account}:user{path}{name}",
            Created = _world.Now,
            Policies = new() { Boundary = boundary },
            Tags = tags,
        };
        var context = boundary is null
            ? RequestContext.Empty
            : RequestContext.Empty.With("iam:PermissionsBoundary", boundary);
        var question = new AccessQuestion("iam:CreateUser", user.Arn, IamRegion.Name) { Context = context };
        _authorizer.Demand(caller, question.WithRequestTags(tags));
        if (tags.Count > 0)
            _authorizer.Demand(caller, (question with { Action = "iam:TagUser" }).WithRequestTags(tags));
        if (boundary is not null)
            Policies.CheckManaged(caller, boundary);
        return Users(caller).TryAdd(name, user) ? user : throw IamErrors.Exists("User", name);
    }

    /// <summary>The user; null is the one that calls.</summary>
    public User Get(Caller caller, string? name) => Demand(caller, NameOr(caller, name), "iam:GetUser");

    /// <summary>Users whose path begins so.</summary>
    public IReadOnlyList<User> List(Caller caller, string pathPrefix)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _authorizer.Demand(
            caller,
            IamRegion.Name,
            "iam:ListUsers",
            $"arn:{caller.Partition}:iam::{caller.Account}:user/"
        );
        return [.. Users(caller).All().Where(user => user.Path.StartsWith(pathPrefix, StringComparison.Ordinal))];
    }

    /// <summary>Gives a user another path, and so another ARN; nothing is asked of IAM where it has that path already.</summary>
    public User Move(Caller caller, string name, string path)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (Users(caller).Find(name) is { } present && present.Path == path)
            return present;
        Names.CheckPath(path);
        Demand(caller, name, "iam:UpdateUser");
        var arn = $"arn:{caller.Partition}:iam::{caller.Account}:user{path}{name}";
        return Users(caller).Update(name, user => user! with { Path = path, Arn = arn })!;
    }

    /// <summary>The tags of a user.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string name) =>
        Demand(caller, name, "iam:ListUserTags").Tags;

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string name, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Demand(caller, name, change.IsRemoval ? "iam:UntagUser" : "iam:TagUser", change);
        Users(caller).Update(name, user => user! with { Tags = change.ApplyTo(user.Tags, Names.Tags) });
    }

    /// <summary>Deletes a user that has no keys and policies left.</summary>
    public void Delete(Caller caller, string name)
    {
        var user = Demand(caller, name, "iam:DeleteUser");
        if (KeysOf(caller, name).Count > 0)
            throw IamErrors.Conflict("Cannot delete entity, must delete access keys first.");
        if (_identities.Of(caller.Account).GroupsOf(name).Any())
            throw IamErrors.Conflict("Cannot delete entity, must remove users from group first.");
        if (user.Policies.Managed.Count > 0)
            throw IamErrors.Conflict("Cannot delete entity, must detach all policies first.");
        if (user.Policies.Inline.Count > 0)
            throw IamErrors.Conflict("Cannot delete entity, must delete policies first.");
        Users(caller).Remove(name);
    }

    /// <summary>Makes an access key; this is the only time its secret is told.</summary>
    public AccessKey CreateAccessKey(Caller caller, string? userName)
    {
        var name = Demand(caller, NameOr(caller, userName), "iam:CreateAccessKey").Name;
        if (KeysOf(caller, name).Count >= MostKeys)
            throw new AwsException("LimitExceeded", $"Cannot exceed quota for AccessKeysPerUser: {MostKeys}", 409);
        var id = AccessKeyIds.Create(AccessKeyIds.User, caller.Account);
        var key = new AccessKey(id, AccessKeyIds.CreateSecret(), name, _world.Now, Active: true);
        _identities.Of(caller.Account).AccessKeys.Put(id, key);
        return key;
    }

    /// <summary>The access keys of a user.</summary>
    public IReadOnlyList<AccessKey> ListAccessKeys(Caller caller, string? userName) =>
        KeysOf(caller, Demand(caller, NameOr(caller, userName), "iam:ListAccessKeys").Name);

    /// <summary>Switches a key on or off.</summary>
    public void UpdateAccessKey(Caller caller, string? userName, string keyId, bool active) =>
        ChangeKey(caller, userName, keyId, "iam:UpdateAccessKey", key => key with { Active = active });

    /// <summary>Deletes a key.</summary>
    public void DeleteAccessKey(Caller caller, string? userName, string keyId) =>
        ChangeKey(caller, userName, keyId, "iam:DeleteAccessKey", _ => null);

    Table<User> Users(Caller caller) => _identities.Of(caller.Account).Users;

    IReadOnlyList<AccessKey> KeysOf(Caller caller, string userName) =>
        [.. _identities.Of(caller.Account).AccessKeys.All().Where(key => key.UserName == userName)];

    void ChangeKey(Caller caller, string? userName, string keyId, string action, Func<AccessKey, AccessKey?> change)
    {
        var name = Demand(caller, NameOr(caller, userName), action).Name;
        _identities
            .Of(caller.Account)
            .AccessKeys.Update(
                keyId,
                key =>
                    key?.UserName == name
                        ? change(key)
                        : throw IamErrors.NoSuchEntity($"The Access Key with id {keyId} cannot be found.")
            );
    }

    User Demand(Caller caller, string name, string action, TagChange? change = null)
    {
        var user = Users(caller).Find(name);
        var arn = user?.Arn ?? $"arn:{caller.Partition}:iam::{caller.Account}:user/{name}";
        _authorizer.Demand(
            caller,
            new AccessQuestion(action, arn, IamRegion.Name)
                .WithTagChange(change ?? TagChange.Add(TagChange.None))
                .WithResourceTags(user?.Tags ?? TagChange.None)
        );
        return user ?? throw new AwsException("NoSuchEntity", $"The user with name {name} cannot be found.", 404);
    }

    static string NameOr(Caller caller, string? name)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return name
            ?? caller.UserName
            ?? throw IamErrors.Invalid("Must specify userName when calling with non-User credentials");
    }
}
