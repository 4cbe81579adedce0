using Iam;
using Iam.Simulations;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.IdentityManagement;

/// <summary>What IAM tells of an account as a whole: its alias, all that it has, and what a policy is attached to.</summary>
public sealed class AccountOperations
{
    readonly World _world;
    readonly IdentityStore _identities;
    readonly Authorizer _authorizer;

    internal AccountOperations(World world, IdentityStore identities, Authorizer authorizer)
    {
        _world = world;
        _identities = identities;
        _authorizer = authorizer;
    }

    /// <summary>The account's alias, if it has one.</summary>
    public IReadOnlyList<string> ListAliases(Caller caller)
    {
        Demand(caller, "iam:ListAccountAliases", "*");
        return [.. AliasesOf(caller.Account)];
    }

    /// <summary>Gives the account an alias, in place of the one that it has; no two accounts have the same.</summary>
    public void CreateAlias(Caller caller, string alias)
    {
        Demand(caller, "iam:CreateAccountAlias", "*");
        Names.CheckAlias(alias);
        Aliases.Update(
            alias,
            found =>
                found is null || found.Account == caller.Account
                    ? new(caller.Account)
                    : throw new AwsException("EntityAlreadyExists", $"The account alias {alias} already exists.", 409)
        );
        foreach (var other in AliasesOf(caller.Account).Where(other => other != alias).ToList())
            Aliases.Remove(other);
    }

    /// <summary>Takes the alias away.</summary>
    public void DeleteAlias(Caller caller, string alias)
    {
        Demand(caller, "iam:DeleteAccountAlias", "*");
        if (Aliases.Find(alias)?.Account != caller.Account)
            throw IamErrors.NoSuchEntity($"The account alias {alias} cannot be found.");
        Aliases.Remove(alias);
    }

    /// <summary>The instance profiles that have a role.</summary>
    internal IEnumerable<InstanceProfile> ProfilesOf(Role role) =>
        _world
            .Table(IdentityTables.InstanceProfiles, Arns.AccountOf(role.Arn), "")
            .All()
            .Where(profile => profile.RoleName == role.Name);

    /// <summary>The users, groups and roles that have a policy, as policy or as boundary.</summary>
    public (IReadOnlyList<User> Users, IReadOnlyList<Group> Groups, IReadOnlyList<Role> Roles) EntitiesOf(
        Caller caller,
        string policyArn
    )
    {
        Demand(caller, "iam:ListEntitiesForPolicy", policyArn);
        var account = _identities.Of(caller.Account);
        if (account.Policies.Find(policyArn) is null && AwsManagedPolicies.Find(policyArn) is null)
            throw IamErrors.NoSuchEntity($"Policy {policyArn} was not found.");
        return (
            [.. account.Users.All().Where(user => Has(user.Policies))],
            [.. account.Groups.All().Where(group => Has(group.Policies))],
            [.. account.Roles.All().Where(role => Has(role.Policies))]
        );

        bool Has(AttachedPolicies policies) => policies.Managed.Contains(policyArn) || policies.Boundary == policyArn;
    }

    /// <summary>All that the account has.</summary>
    public AccountIdentities GetDetails(Caller caller)
    {
        Demand(caller, "iam:GetAccountAuthorizationDetails", "*");
        return _identities.Of(caller.Account);
    }

    /// <summary>A trust policy as it is shown.</summary>
    public string Shown(Role role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return _authorizer.Show(role.TrustPolicy);
    }

    /// <summary>Evaluates every action on every resource with the given policies alone.</summary>
    public IReadOnlyList<SimulationResult> Simulate(Caller caller, SimulationRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Demand(caller, "iam:SimulateCustomPolicy", "*");
        var (principal, _) = _authorizer.Principals.Of(caller);
        return SimulationOperations.Run(principal, Policies.None, request);
    }

    void Demand(Caller caller, string action, string resource)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _authorizer.Demand(caller, new(action, resource, IamRegion.Name) { ResourceAccount = caller.Account });
    }

    Table<AccountAlias> Aliases => _world.Table(IdentityTables.Aliases, "", "");

    IEnumerable<string> AliasesOf(string account) =>
        Aliases.Range("", null, int.MaxValue).Where(pair => pair.Value.Account == account).Select(pair => pair.Key);
}
