using System.Collections.Concurrent;
using LocalAws.Faults;
using LocalAws.Worlds;

namespace LocalAws.Identities;

/// <summary>Users, keys, roles and policies of every account; an account is seeded when first touched.</summary>
public sealed class IdentityStore(World world)
{
    const string Administrator = "administrator";
    const string AdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";
    const string OrganizationRole = "OrganizationAccountAccessRole";
    static readonly AttachedPolicies _administers = new() { Managed = [AdministratorAccess] };
    readonly ConcurrentDictionary<string, Lazy<AccountIdentities>> _accounts = new(StringComparer.Ordinal);
    readonly bool _takesTime = world.Options.Faults.PropagationOf(Propagation.Iam) > TimeSpan.Zero;

    /// <summary>The identities of an account that exists.</summary>
    public AccountIdentities Of(string account) =>
        _accounts.GetOrAdd(account, id => new Lazy<AccountIdentities>(() => Seed(id))).Value;

    /// <summary>
    /// The identities of an account as decisions see them: changes reach them after a while (IAM User Guide, "Troubleshoot
    /// IAM", "Changes that I make are not always immediately visible").
    /// </summary>
    public AccountIdentities SeenIn(string account) => _takesTime ? Of(account).AsSeenLast() : Of(account);

    /// <summary>The identities of an account, or null where there is no such account.</summary>
    public AccountIdentities? Find(string account) => world.HasAccount(account) ? Of(account) : null;

    /// <summary>
    /// The key of the account's administrator. Where somebody removed it, or it was lost with a damaged record, it is made anew:
    /// nobody could get into the account otherwise.
    /// </summary>
    public LocalAwsAccessKey AdministratorOf(string account)
    {
        var identities = Of(account);
        EnsureAdministrator(identities);
        var key = KeyOfAdministrator(identities)!;
        return new(key.Id, key.Secret);
    }

    /// <summary>The account's seeded administrator, for what is prepared on its behalf.</summary>
    internal Caller AdministratingCaller(string account)
    {
        EnsureAdministrator(Of(account));
        var user = Of(account).Users.Find(Administrator)!;
        return new()
        {
            Account = account,
            Arn = user.Arn,
            UserId = user.Id,
            UserName = user.Name,
        };
    }

    AccountIdentities Seed(string account)
    {
        var identities = new AccountIdentities(world, account);
        // What was deleted since the account was seeded stays deleted.
        if (identities.Seeded.Find(account) is not null)
            return identities;
        EnsureAdministrator(identities);
        identities.Roles.TryAdd(
            OrganizationRole,
            new()
            {
                Name = OrganizationRole,
                Id = AccessKeyIds.CreateUniqueId("AROA", account),
                Arn = $"arn:aws:iam::{account}:role/{OrganizationRole}",
                Created = world.Now,
                TrustPolicy = $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{world.ManagementAccount}}:root"},"Action":"sts:AssumeRole"}]}
                """,
                Policies = _administers,
            }
        );
        identities.Seeded.Put(account, new(world.Now));
        identities.Settle();
        return identities;
    }

    void EnsureAdministrator(AccountIdentities identities)
    {
        identities.Users.TryAdd(
            Administrator,
            new()
            {
                Name = Administrator,
                Id = AccessKeyIds.CreateUniqueId("AIDA", identities.Account),
                Arn = $"arn:aws:iam::{identities.Account}:user/{Administrator}",
                Created = world.Now,
                Policies = _administers,
            }
        );
        if (KeyOfAdministrator(identities) is not null)
            return;
        var id = AccessKeyIds.Create(AccessKeyIds.User, identities.Account);
        identities.AccessKeys.TryAdd(id, new(id, AccessKeyIds.CreateSecret(), Administrator, world.Now, Active: true));
    }

    static AccessKey? KeyOfAdministrator(AccountIdentities identities) =>
        identities.AccessKeys.All().FirstOrDefault(key => key.UserName == Administrator && key.Active);
}
