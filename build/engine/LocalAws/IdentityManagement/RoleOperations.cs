using Iam;
using LocalAws.Documents;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.IdentityManagement;

/// <summary>What IAM does with roles, in the caller's account.</summary>
public sealed class RoleOperations
{
    static readonly DocumentOwner _trust = new(
        "sts",
        PolicyKind.RoleTrust,
        refused =>
            new(
                "MalformedPolicyDocument",
                refused.Fault switch
                {
                    DocumentFault.UnknownPrincipal => $"Invalid principal in policy: {refused.Subject}",
                    DocumentFault.UnknownAction => "AssumeRole policy may only specify STS AssumeRole actions.",
                    _ => refused.Message,
                }
            )
    )
    {
        ChecksEachAction = true,
        ChecksKeys = false,
    };

    readonly World _world;
    readonly IdentityStore _identities;
    readonly Authorizer _authorizer;

    internal RoleOperations(World world, IdentityStore identities, Authorizer authorizer)
    {
        _world = world;
        _identities = identities;
        _authorizer = authorizer;
        Policies = new(
            "Role",
            identities,
            authorizer,
            account => account.Roles,
            role => role.Policies,
            (role, policies) => role with { Policies = policies }
        );
    }

    /// <summary>Inline policies, attached policies and the boundary.</summary>
    public PolicyAttachments<Role> Policies { get; }

    /// <summary>Makes a role.</summary>
    public Role Create(Caller caller, NewRole request)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(request);
        Names.CheckName(request.Name, "roleName", 64);
        Names.CheckPath(request.Path);
        CheckDuration(request.MaxSessionDuration);
        if (request.Path.StartsWith(ServiceLinkedRoles.Path, StringComparison.Ordinal))
            throw IamErrors.Invalid($"The path {ServiceLinkedRoles.Path} is for roles that are linked to services.");
        var trust = Names.CheckDocument(request.TrustPolicy, PolicyKind.RoleTrust);
        var role = new Role
        {
            Name = request.Name,
            Path = request.Path,
            Id = AccessKeyIds.CreateUniqueId("AROA", caller.Account),
            Arn = $"arn:{caller.Partition}:iam::{caller.Account}:role{request.Path}{request.Name}",
            Created = _world.Now,
            TrustPolicy = _authorizer.Keep(request.TrustPolicy),
            Description = request.Description,
            MaxSessionDuration = request.MaxSessionDuration,
            Policies = new() { Boundary = request.Boundary },
            Tags = request.Tags,
        };
        var context = RequestContext.Empty;
        if (request.Boundary is { } boundary)
            context = context.With("iam:PermissionsBoundary", boundary);
        var question = new AccessQuestion("iam:CreateRole", role.Arn, IamRegion.Name) { Context = context };
        _authorizer.Demand(caller, question.WithRequestTags(request.Tags));
        if (request.Tags.Count > 0)
            _authorizer.Demand(caller, (question with { Action = "iam:TagRole" }).WithRequestTags(request.Tags));
        if (request.Boundary is not null)
            Policies.CheckManaged(caller, request.Boundary);
        CheckTrust(trust);
        return Roles(caller).TryAdd(role.Name, role) ? Shown(role) : throw IamErrors.Exists("Role", role.Name);
    }

    /// <summary>Makes the role that a service has in the account.</summary>
    public Role CreateLinked(Caller caller, string service, string? description, string? suffix)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var name = ServiceLinkedRoles.NameOf(service, suffix);
        var path = $"{ServiceLinkedRoles.Path}{service}/";
        var role = new Role
        {
            Name = name,
            Path = path,
            Id = AccessKeyIds.CreateUniqueId("AROA", caller.Account),
            Arn = $"arn:{caller.Partition}:iam::{caller.Account}:role{path}{name}",
            Created = _world.Now,
            TrustPolicy = $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},"Action":"sts:AssumeRole"}]}
                """,
            Description = description,
            Policies = new()
            {
                Managed = ServiceLinkedRoles.PolicyOf(caller.Partition, name) is { } policy ? [policy] : [],
            },
        };
        _authorizer.Demand(
            caller,
            new("iam:CreateServiceLinkedRole", role.Arn, IamRegion.Name)
            {
                Context = RequestContext.Empty.With("iam:AWSServiceName", service),
            }
        );
        return Roles(caller).TryAdd(name, role)
            ? role
            : throw new AwsException(
                "InvalidInput",
                $"Service role name {name} has been taken in this account, please try a different suffix."
            );
    }

    /// <summary>Deletes the role that a service has in the account, and returns the id of that task.</summary>
    public string DeleteLinked(Caller caller, string name)
    {
        var role = Demand(caller, name, "iam:DeleteServiceLinkedRole");
        if (!role.Path.StartsWith(ServiceLinkedRoles.Path, StringComparison.Ordinal))
            throw new AwsException("InvalidInput", $"The role {name} is not linked to a service.");
        Roles(caller).Remove(name);
        return $"task{role.Path}{name}/{Guid.NewGuid()}";
    }

    /// <summary>Asks whether the caller may know how the deletion of a service-linked role went.</summary>
    public void DemandDeletionStatus(Caller caller, string taskId)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (taskId?.Split('/') is not ["task", "aws-service-role", var service, var name, _])
            throw IamErrors.NoSuchEntity($"The deletion task {taskId} cannot be found.");
        _authorizer.Demand(
            caller,
            IamRegion.Name,
            "iam:GetServiceLinkedRoleDeletionStatus",
            $"arn:{caller.Partition}:iam::{caller.Account}:role{ServiceLinkedRoles.Path}{service}/{name}"
        );
    }

    /// <summary>The role.</summary>
    public Role Get(Caller caller, string name) => Shown(Demand(caller, name, "iam:GetRole"));

    /// <summary>Roles whose path begins so.</summary>
    public IReadOnlyList<Role> List(Caller caller, string pathPrefix)
    {
        ArgumentNullException.ThrowIfNull(caller);
        _authorizer.Demand(
            caller,
            IamRegion.Name,
            "iam:ListRoles",
            $"arn:{caller.Partition}:iam::{caller.Account}:role/"
        );
        return
        [
            .. Roles(caller)
                .All()
                .Where(role => role.Path.StartsWith(pathPrefix, StringComparison.Ordinal))
                .Select(Shown),
        ];
    }

    /// <summary>Sets who may assume the role.</summary>
    public void UpdateTrust(Caller caller, string name, string document)
    {
        var trust = Names.CheckDocument(document, PolicyKind.RoleTrust);
        Demand(caller, name, "iam:UpdateAssumeRolePolicy");
        CheckTrust(trust);
        var kept = _authorizer.Keep(document);
        Change(caller, name, "iam:UpdateAssumeRolePolicy", role => role with { TrustPolicy = kept });
    }

    void CheckTrust(PolicyDocument trust)
    {
        DocumentCheck.Run(_trust, _authorizer, trust.Json);
        Quotas.CheckTrust(trust.Json);
    }

    /// <summary>Sets description and longest session; null leaves what is.</summary>
    public void Update(Caller caller, string name, string? description, int? maxSessionDuration)
    {
        if (maxSessionDuration is { } seconds)
            CheckDuration(seconds);
        Change(
            caller,
            name,
            "iam:UpdateRole",
            role =>
                role with
                {
                    Description = description ?? role.Description,
                    MaxSessionDuration = maxSessionDuration ?? role.MaxSessionDuration,
                }
        );
    }

    /// <summary>Adds, changes or removes tags.</summary>
    public void Tag(Caller caller, string name, TagChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Change(
            caller,
            name,
            change.IsRemoval ? "iam:UntagRole" : "iam:TagRole",
            role => role with { Tags = change.ApplyTo(role.Tags, Names.Tags) },
            change
        );
    }

    /// <summary>The tags of a role.</summary>
    public IReadOnlyDictionary<string, string> ListTags(Caller caller, string name) =>
        Demand(caller, name, "iam:ListRoleTags").Tags;

    /// <summary>Deletes a role that has no policies left.</summary>
    public void Delete(Caller caller, string name)
    {
        Demand(caller, name, "iam:DeleteRole");
        if (_world.Table(IdentityTables.InstanceProfiles, caller.Account, "").All().Any(held => held.RoleName == name))
            throw IamErrors.Conflict("Cannot delete entity, must remove roles from instance profile first.");
        Roles(caller)
            .Update(
                name,
                role =>
                    role switch
                    {
                        null => throw IamErrors.NotFound("Role", name),
                        { Policies.Managed.Count: > 0 } => throw IamErrors.Conflict(
                            "Cannot delete entity, must detach all policies first."
                        ),
                        { Policies.Inline.Count: > 0 } => throw IamErrors.Conflict(
                            "Cannot delete entity, must delete policies first."
                        ),
                        _ => null,
                    }
            );
    }

    Role Shown(Role role) => role with { TrustPolicy = _authorizer.Show(role.TrustPolicy) };

    Table<Role> Roles(Caller caller) => _identities.Of(caller.Account).Roles;

    void Change(Caller caller, string name, string action, Func<Role, Role> change, TagChange? tags = null)
    {
        Demand(caller, name, action, tags);
        Roles(caller).Update(name, role => role is null ? throw IamErrors.NotFound("Role", name) : change(role));
    }

    Role Demand(Caller caller, string name, string action, TagChange? tags = null)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var role = Roles(caller).Find(name);
        var question = new AccessQuestion(
            action,
            role?.Arn ?? $"arn:{caller.Partition}:iam::{caller.Account}:role/{name}",
            IamRegion.Name
        );
        if (tags is not null)
            question = question.WithTagChange(tags);
        if (role?.Policies.Boundary is { } boundary)
            question = question with { Context = question.Context.With("iam:PermissionsBoundary", boundary) };
        _authorizer.Demand(caller, question.WithResourceTags(role?.Tags ?? TagChange.None));
        if (role is not null)
            ServiceLinkedRoles.RefuseChange(action, role.Path, name);
        return role ?? throw IamErrors.NotFound("Role", name);
    }

    static void CheckDuration(int seconds)
    {
        if (seconds is < 3600 or > 43200)
            throw IamErrors.Invalid(
                $"1 validation error detected: Value '{seconds}' at 'maxSessionDuration' failed to satisfy constraint: Member must have value between 3600 and 43200"
            );
    }
}
