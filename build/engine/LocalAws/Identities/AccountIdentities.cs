using LocalAws.Worlds;

namespace LocalAws.Identities;

/// <summary>The IAM records of one account.</summary>
public sealed class AccountIdentities
{
    internal AccountIdentities(World world, string account)
    {
        Account = account;
        Users = world.Table(IdentityTables.Users, account, "");
        AccessKeys = world.Table(IdentityTables.AccessKeys, account, "");
        Roles = world.Table(IdentityTables.Roles, account, "");
        Groups = world.Table(IdentityTables.Groups, account, "");
        Policies = world.Table(IdentityTables.Policies, account, "");
        OidcProviders = world.Table(IdentityTables.OidcProviders, account, "");
        Seeded = world.Table(IdentityTables.Seeded, account, "");
    }

    AccountIdentities(AccountIdentities source)
    {
        Account = source.Account;
        Users = source.Users.AsSeenLast();
        AccessKeys = source.AccessKeys.AsSeenLast();
        Roles = source.Roles.AsSeenLast();
        Groups = source.Groups.AsSeenLast();
        Policies = source.Policies.AsSeenLast();
        OidcProviders = source.OidcProviders.AsSeenLast();
        Seeded = source.Seeded;
    }

    /// <summary>The account.</summary>
    public string Account { get; }

    /// <summary>Users by name.</summary>
    public Table<User> Users { get; }

    /// <summary>Access keys by id.</summary>
    public Table<AccessKey> AccessKeys { get; }

    /// <summary>Roles by name.</summary>
    public Table<Role> Roles { get; }

    /// <summary>Groups by name.</summary>
    public Table<Group> Groups { get; }

    /// <summary>Customer managed policies by ARN.</summary>
    public Table<ManagedPolicy> Policies { get; }

    /// <summary>OpenID Connect providers by ARN.</summary>
    public Table<OidcProvider> OidcProviders { get; }

    /// <summary>The groups that a user is in.</summary>
    public IEnumerable<Group> GroupsOf(string userName) =>
        Groups.Count == 0 ? [] : Groups.All().Where(group => group.Users.Contains(userName));

    internal Table<SeedMark> Seeded { get; }

    /// <summary>The records as those see them whom changes reach last.</summary>
    internal AccountIdentities AsSeenLast() => new(this);

    /// <summary>What was made so far counts as ever there.</summary>
    internal void Settle()
    {
        Users.Settle();
        AccessKeys.Settle();
        Roles.Settle();
        Groups.Settle();
        Policies.Settle();
        OidcProviders.Settle();
    }
}
