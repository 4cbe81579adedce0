using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>The actions on an account as a whole, over the Query protocol.</summary>
static class AccountActions
{
    public static void Add(Dictionary<string, QueryOperation> operations, AccountOperations account)
    {
        Register(
            "ListAccountAliases",
            (caller, form) =>
                IamPaging.Page(form, "AccountAliases", account.ListAliases(caller), alias => new("member", alias))
        );
        IamService.Register(
            operations,
            "CreateAccountAlias",
            (caller, form) => account.CreateAlias(caller, form.Required("AccountAlias"))
        );
        IamService.Register(
            operations,
            "DeleteAccountAlias",
            (caller, form) => account.DeleteAlias(caller, form.Required("AccountAlias"))
        );
        Register("ListEntitiesForPolicy", (caller, form) => Entities(account, caller, form));
        Register(
            "GetAccountAuthorizationDetails",
            (caller, form) => Details(account, account.GetDetails(caller), form)
        );
        Register(
            "SimulateCustomPolicy",
            (caller, form) =>
                SimulationActions.Answer(form, account.Simulate(caller, SimulationActions.Request(form, "*")))
        );

        void Register(string action, Func<Caller, QueryPairs, XElement?> operation) =>
            IamService.Register(operations, action, operation);
    }

    static XElement Entities(AccountOperations account, Caller caller, QueryPairs form)
    {
        var (users, groups, roles) = account.EntitiesOf(caller, form.Required("PolicyArn"));
        var kind = form["EntityFilter"];
        return new(
            "Result",
            new XElement("IsTruncated", false),
            new XElement(
                "PolicyGroups",
                kind is null or "Group"
                    ? groups.Select(group => new XElement(
                        "member",
                        new XElement("GroupName", group.Name),
                        new XElement("GroupId", group.Id)
                    ))
                    : []
            ),
            new XElement(
                "PolicyUsers",
                kind is null or "User"
                    ? users.Select(user => new XElement(
                        "member",
                        new XElement("UserName", user.Name),
                        new XElement("UserId", user.Id)
                    ))
                    : []
            ),
            new XElement(
                "PolicyRoles",
                kind is null or "Role"
                    ? roles.Select(role => new XElement(
                        "member",
                        new XElement("RoleName", role.Name),
                        new XElement("RoleId", role.Id)
                    ))
                    : []
            )
        );
    }

    static XElement Details(AccountOperations account, AccountIdentities all, QueryPairs form)
    {
        var kinds = form.List("Filter");
        return new(
            "Result",
            new XElement("IsTruncated", false),
            new XElement("UserDetailList", Of("User", all.Users.All().Select(user => User(all, user)))),
            new XElement("GroupDetailList", Of("Group", all.Groups.All().Select(Group))),
            new XElement("RoleDetailList", Of("Role", all.Roles.All().Select(role => Role(account, role)))),
            new XElement("Policies", Of("LocalManagedPolicy", all.Policies.All().Select(policy => Policy(all, policy))))
        );

        IEnumerable<XElement> Of(string kind, IEnumerable<XElement> members) =>
            kinds.Count == 0 || kinds.Contains(kind) ? members : [];
    }

    static XElement Group(Group group)
    {
        var element = GroupActions.Shape("member", group);
        element.Add(Inline("GroupPolicyList", group.Policies), Attached(group.Policies));
        return element;
    }

    static XElement User(AccountIdentities all, User user)
    {
        var element = IamShapes.User("member", user);
        element.Add(
            Inline("UserPolicyList", user.Policies),
            new XElement("GroupList", all.GroupsOf(user.Name).Select(group => new XElement("member", group.Name))),
            Attached(user.Policies)
        );
        return element;
    }

    static XElement Role(AccountOperations account, Role role)
    {
        var element = IamShapes.Role("member", role with { TrustPolicy = account.Shown(role) });
        element.Add(
            new XElement(
                "InstanceProfileList",
                account.ProfilesOf(role).Select(profile => InstanceProfileActions.Shape("member", profile, role))
            ),
            Inline("RolePolicyList", role.Policies),
            Attached(role.Policies),
            new XElement("RoleLastUsed")
        );
        return element;
    }

    static XElement Policy(AccountIdentities all, ManagedPolicy policy)
    {
        var attachments = all
            .Users.All()
            .Select(user => user.Policies)
            .Concat(all.Groups.All().Select(group => group.Policies))
            .Concat(all.Roles.All().Select(role => role.Policies))
            .Count(policies => policies.Managed.Contains(policy.Arn));
        var element = IamShapes.Policy("member", policy, attachments);
        element.Add(
            new XElement(
                "PolicyVersionList",
                policy.Versions.Select(version => IamShapes.Version("member", version, withDocument: true))
            )
        );
        return element;
    }

    static XElement Inline(string list, AttachedPolicies policies) =>
        new(
            list,
            policies.Inline.Select(policy => new XElement(
                "member",
                new XElement("PolicyName", policy.Key),
                new XElement("PolicyDocument", Uri.EscapeDataString(policy.Value))
            ))
        );

    static XElement Attached(AttachedPolicies policies) =>
        new("AttachedManagedPolicies", policies.Managed.Select(IamShapes.Attached));
}
