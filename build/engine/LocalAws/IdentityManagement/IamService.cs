using System.Xml.Linq;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>IAM over the Query protocol.</summary>
static class IamService
{
    public static IAwsService Create(
        RoleOperations roles,
        PolicyOperations policies,
        UserOperations users,
        GroupOperations groups,
        OidcProviderOperations providers,
        SimulationOperations simulations,
        InstanceProfileOperations profiles,
        AccountOperations account
    )
    {
        var operations = new Dictionary<string, QueryOperation>(StringComparer.Ordinal);
        AddRoles(operations, roles);
        AttachmentActions.Add(operations, "Role", roles.Policies);
        AddUsers(operations, users);
        AttachmentActions.Add(operations, "User", users.Policies);
        AttachmentActions.AddTags(operations, "User", "UserName", users.Tag, users.ListTags);
        AttachmentActions.AddTags(operations, "Policy", "PolicyArn", policies.Tag, policies.ListTags);
        AttachmentActions.AddTags(
            operations,
            "OpenIDConnectProvider",
            "OpenIDConnectProviderArn",
            providers.Tag,
            providers.ListTags
        );
        GroupActions.Add(operations, groups);
        AttachmentActions.Add(operations, "Group", groups.Policies, hasBoundary: false);
        AddPolicies(operations, policies);
        OidcProviderActions.Add(operations, providers);
        SimulationActions.Add(operations, simulations);
        InstanceProfileActions.Add(operations, profiles);
        AccountActions.Add(operations, account);
        ServiceLinkedRoles.Add(operations, roles);
        return new QueryService("https://iam.amazonaws.com/doc/2010-05-08/", operations);
    }

    static void AddRoles(Dictionary<string, QueryOperation> operations, RoleOperations roles)
    {
        Add(
            "CreateRole",
            (caller, form) =>
            {
                var role = roles.Create(
                    caller,
                    new(form.Required("RoleName"), form.Required("AssumeRolePolicyDocument"))
                    {
                        Path = form["Path"] ?? "/",
                        Description = form["Description"],
                        MaxSessionDuration = form.Integer("MaxSessionDuration") ?? 3600,
                        Boundary = form["PermissionsBoundary"],
                        Tags = Names.Tags.Check(form.Tags("Tags")),
                    }
                );
                return new("Result", IamShapes.Made(role));
            }
        );
        Add("GetRole", (caller, form) => new("Result", IamShapes.Got(roles.Get(caller, form.Required("RoleName")))));
        Add(
            "ListRoles",
            (caller, form) =>
                IamPaging.Page(form, "Roles", roles.List(caller, form["PathPrefix"] ?? "/"), IamShapes.Listed)
        );
        Add(
            "ListRoleTags",
            (caller, form) =>
                IamPaging.Page(
                    form,
                    "Tags",
                    [.. IamShapes.Tags(roles.ListTags(caller, form.Required("RoleName"))).Elements()],
                    tag => tag
                )
        );
        Do(
            "UpdateAssumeRolePolicy",
            (caller, form) => roles.UpdateTrust(caller, form.Required("RoleName"), form.Required("PolicyDocument"))
        );
        Do("DeleteRole", (caller, form) => roles.Delete(caller, form.Required("RoleName")));
        Do(
            "TagRole",
            (caller, form) =>
                roles.Tag(caller, form.Required("RoleName"), TagChange.Add(Names.Tags.Check(form.Tags("Tags"))))
        );
        Do(
            "UntagRole",
            (caller, form) => roles.Tag(caller, form.Required("RoleName"), TagChange.Remove(form.List("TagKeys")))
        );
        Add(
            "UpdateRole",
            (caller, form) =>
            {
                roles.Update(
                    caller,
                    form.Required("RoleName"),
                    form["Description"],
                    form.Integer("MaxSessionDuration")
                );
                return new("Result");
            }
        );

        void Add(string action, Func<Caller, QueryPairs, XElement?> operation) =>
            Register(operations, action, operation);
        void Do(string action, Action<Caller, QueryPairs> operation) => Register(operations, action, operation);
    }

    static void AddUsers(Dictionary<string, QueryOperation> operations, UserOperations users)
    {
        Add(
            "CreateUser",
            (caller, form) =>
            {
                var user = users.Create(
                    caller,
                    form.Required("UserName"),
                    form["Path"] ?? "/",
                    form["PermissionsBoundary"],
                    Names.Tags.Check(form.Tags("Tags"))
                );
                return new("Result", IamShapes.User("User", user));
            }
        );
        Add("GetUser", (caller, form) => new("Result", IamShapes.User("User", users.Get(caller, form["UserName"]))));
        Add(
            "ListUsers",
            (caller, form) =>
                IamPaging.Page(form, "Users", users.List(caller, form["PathPrefix"] ?? "/"), IamShapes.Listed)
        );
        Do("DeleteUser", (caller, form) => users.Delete(caller, form.Required("UserName")));
        Add(
            "CreateAccessKey",
            (caller, form) =>
                new("Result", IamShapes.AccessKey(users.CreateAccessKey(caller, form["UserName"]), withSecret: true))
        );
        Add(
            "ListAccessKeys",
            (caller, form) =>
                IamPaging.Page(
                    form,
                    "AccessKeyMetadata",
                    users.ListAccessKeys(caller, form["UserName"]),
                    key => IamShapes.AccessKey(key, withSecret: false)
                )
        );
        Do(
            "UpdateAccessKey",
            (caller, form) =>
                users.UpdateAccessKey(
                    caller,
                    form["UserName"],
                    form.Required("AccessKeyId"),
                    form.Required("Status") == "Active"
                )
        );
        Do(
            "DeleteAccessKey",
            (caller, form) => users.DeleteAccessKey(caller, form["UserName"], form.Required("AccessKeyId"))
        );

        void Add(string action, Func<Caller, QueryPairs, XElement?> operation) =>
            Register(operations, action, operation);
        void Do(string action, Action<Caller, QueryPairs> operation) => Register(operations, action, operation);
    }

    static void AddPolicies(Dictionary<string, QueryOperation> operations, PolicyOperations policies)
    {
        Add(
            "CreatePolicy",
            (caller, form) =>
            {
                var policy = policies.Create(
                    caller,
                    form.Required("PolicyName"),
                    form["Path"] ?? "/",
                    form.Required("PolicyDocument"),
                    form["Description"],
                    Names.Tags.Check(form.Tags("Tags"))
                );
                var shape = IamShapes.Policy("Policy", policy, 0);
                if (policy.Tags.Count == 0)
                    shape.Element("Tags")!.Remove();
                return new("Result", shape);
            }
        );
        Add(
            "GetPolicy",
            (caller, form) =>
            {
                var policy = policies.Get(caller, form.Required("PolicyArn"));
                return new("Result", IamShapes.Policy("Policy", policy, policies.AttachmentCount(caller, policy.Arn)));
            }
        );
        Add(
            "ListPolicies",
            (caller, form) =>
                IamPaging.Page(
                    form,
                    "Policies",
                    policies.List(
                        caller,
                        form["Scope"] ?? "All",
                        form["PathPrefix"] ?? "/",
                        form.Boolean("OnlyAttached") ?? false
                    ),
                    policy => IamShapes.Listed(policy, policies.AttachmentCount(caller, policy.Arn))
                )
        );
        Add(
            "GetPolicyVersion",
            (caller, form) =>
            {
                var version = policies.GetVersion(caller, form.Required("PolicyArn"), form.Required("VersionId"));
                return new("Result", IamShapes.Version("PolicyVersion", version, withDocument: true));
            }
        );
        Add(
            "ListPolicyVersions",
            (caller, form) =>
                IamPaging.Page(
                    form,
                    "Versions",
                    policies.ListVersions(caller, form.Required("PolicyArn")),
                    version => IamShapes.Version("member", version, withDocument: false)
                )
        );
        Add(
            "CreatePolicyVersion",
            (caller, form) =>
            {
                var version = policies.CreateVersion(
                    caller,
                    form.Required("PolicyArn"),
                    form.Required("PolicyDocument"),
                    form.Boolean("SetAsDefault") ?? false
                );
                return new("Result", IamShapes.Version("PolicyVersion", version, withDocument: false));
            }
        );
        Do(
            "SetDefaultPolicyVersion",
            (caller, form) => policies.SetDefaultVersion(caller, form.Required("PolicyArn"), form.Required("VersionId"))
        );
        Do(
            "DeletePolicyVersion",
            (caller, form) => policies.DeleteVersion(caller, form.Required("PolicyArn"), form.Required("VersionId"))
        );
        Do("DeletePolicy", (caller, form) => policies.Delete(caller, form.Required("PolicyArn")));

        void Add(string action, Func<Caller, QueryPairs, XElement?> operation) =>
            Register(operations, action, operation);
        void Do(string action, Action<Caller, QueryPairs> operation) => Register(operations, action, operation);
    }

    internal static void Register(
        Dictionary<string, QueryOperation> operations,
        string action,
        Func<Caller, QueryPairs, XElement?> operation
    ) => operations[action] = (request, form, _) => Task.FromResult(operation(request.Caller, form));

    internal static void Register(
        Dictionary<string, QueryOperation> operations,
        string action,
        Action<Caller, QueryPairs> operation
    ) =>
        operations[action] = (request, form, _) =>
        {
            operation(request.Caller, form);
            return Task.FromResult<XElement?>(null);
        };
}
