using Iam;
using LocalAws.Identities;
using LocalAws.Protocol;
using LocalAws.Worlds;

namespace LocalAws.IdentityManagement;

/// <summary>How policies are put on users, groups or roles; they differ by name only.</summary>
/// <typeparam name="T">User, Group or Role.</typeparam>
public sealed class PolicyAttachments<T>
    where T : class
{
    readonly string _kind;
    readonly IdentityStore _identities;
    readonly Authorizer _authorizer;
    readonly Func<AccountIdentities, Table<T>> _table;
    readonly Func<T, AttachedPolicies> _get;
    readonly Func<T, AttachedPolicies, T> _set;

    internal PolicyAttachments(
        string kind,
        IdentityStore identities,
        Authorizer authorizer,
        Func<AccountIdentities, Table<T>> table,
        Func<T, AttachedPolicies> get,
        Func<T, AttachedPolicies, T> set
    )
    {
        _kind = kind;
        _identities = identities;
        _authorizer = authorizer;
        _table = table;
        _get = get;
        _set = set;
    }

    /// <summary>Sets an inline policy.</summary>
    public void PutInline(Caller caller, string name, string policyName, string document)
    {
        Names.CheckName(policyName, "policyName", 128);
        Names.CheckDocument(document, PolicyKind.Identity);
        Demand(caller, name, $"iam:Put{_kind}Policy");
        Change(
            caller,
            name,
            policies =>
            {
                var inline = With(policies.Inline, policyName, document);
                Quotas.CheckInline(_kind, name, inline.Values);
                return policies with { Inline = inline };
            }
        );
    }

    /// <summary>The document of an inline policy.</summary>
    public string GetInline(Caller caller, string name, string policyName)
    {
        Demand(caller, name, $"iam:Get{_kind}Policy");
        return Policies(caller, name).Inline.TryGetValue(policyName, out var document)
            ? document
            : throw IamErrors.NoSuchEntity($"The {Kind} policy with name {policyName} cannot be found.");
    }

    /// <summary>Removes an inline policy.</summary>
    public void DeleteInline(Caller caller, string name, string policyName)
    {
        Demand(caller, name, $"iam:Delete{_kind}Policy");
        Change(
            caller,
            name,
            policies =>
                policies.Inline.ContainsKey(policyName)
                    ? policies with
                    {
                        Inline = policies
                            .Inline.Where(policy => policy.Key != policyName)
                            .ToDictionary(StringComparer.Ordinal),
                    }
                    : throw IamErrors.NoSuchEntity($"The {Kind} policy with name {policyName} cannot be found.")
        );
    }

    /// <summary>The names of the inline policies.</summary>
    public IReadOnlyList<string> ListInline(Caller caller, string name)
    {
        Demand(caller, name, $"iam:List{_kind}Policies");
        return [.. Policies(caller, name).Inline.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Attaches a managed policy; one that is attached already stays so.</summary>
    public void Attach(Caller caller, string name, string policyArn)
    {
        Demand(caller, name, $"iam:Attach{_kind}Policy", "iam:PolicyARN", policyArn);
        CheckManaged(caller, policyArn);
        Change(
            caller,
            name,
            policies =>
            {
                if (policies.Managed.Contains(policyArn))
                    return policies;
                return policies.Managed.Count < Quotas.AttachedPolicies
                    ? policies with
                    {
                        Managed = [.. policies.Managed, policyArn],
                    }
                    : throw Quotas.Exceeded($"Cannot exceed quota for PoliciesPer{_kind}: {Quotas.AttachedPolicies}");
            }
        );
    }

    /// <summary>Detaches a managed policy.</summary>
    public void Detach(Caller caller, string name, string policyArn)
    {
        Demand(caller, name, $"iam:Detach{_kind}Policy", "iam:PolicyARN", policyArn);
        Change(
            caller,
            name,
            policies =>
                policies.Managed.Contains(policyArn)
                    ? policies with
                    {
                        Managed = [.. policies.Managed.Where(arn => arn != policyArn)],
                    }
                    : throw IamErrors.NoSuchEntity($"Policy {policyArn} was not found.")
        );
    }

    /// <summary>The ARNs of the attached managed policies.</summary>
    public IReadOnlyList<string> ListAttached(Caller caller, string name)
    {
        Demand(caller, name, $"iam:ListAttached{_kind}Policies");
        return Policies(caller, name).Managed;
    }

    /// <summary>Sets the permissions boundary.</summary>
    public void PutBoundary(Caller caller, string name, string policyArn)
    {
        Demand(caller, name, $"iam:Put{_kind}PermissionsBoundary", "iam:PermissionsBoundary", policyArn);
        CheckManaged(caller, policyArn);
        Change(caller, name, policies => policies with { Boundary = policyArn });
    }

    /// <summary>Removes the permissions boundary.</summary>
    public void DeleteBoundary(Caller caller, string name)
    {
        Demand(caller, name, $"iam:Delete{_kind}PermissionsBoundary");
        Change(caller, name, policies => policies with { Boundary = null });
    }

    internal void CheckManaged(Caller caller, string policyArn)
    {
        if (policyArn.Split(':') is not ["arn", _, "iam", ..])
            throw IamErrors.Invalid("Invalid ARN:  Could not be parsed!");
        if (
            _identities.Of(caller.Account).Policies.Find(policyArn) is null
            && AwsManagedPolicies.Find(policyArn) is null
        )
            throw IamErrors.NoSuchEntity($"Policy {policyArn} does not exist or is not attachable.");
    }

    string Kind => _kind.ToLowerInvariant();

    /// <summary>Asks on the ARN that the record has, or would have without a path.</summary>
    void Demand(Caller caller, string name, string action, string? key = null, string? value = null)
    {
        var record = _table(_identities.Of(caller.Account)).Find(name);
        var (arn, tags, boundary) = record switch
        {
            Role role => (role.Arn, role.Tags, role.Policies.Boundary),
            User user => (user.Arn, user.Tags, user.Policies.Boundary),
            Group group => (group.Arn, new Dictionary<string, string>(), null),
            _ => (
                $"arn:{caller.Partition}:iam::{caller.Account}:{Kind}/{name}",
                new Dictionary<string, string>(),
                null
            ),
        };
        var context = RequestContext.Empty;
        if (boundary is not null)
            context = context.With("iam:PermissionsBoundary", boundary);
        if (key is not null && value is not null)
            context = context.With(key, value);
        _authorizer.Demand(
            caller,
            new AccessQuestion(action, arn, IamRegion.Name) { Context = context }.WithResourceTags(tags)
        );
        if (record is Role linked)
            ServiceLinkedRoles.RefuseChange(action, linked.Path, name);
    }

    AttachedPolicies Policies(Caller caller, string name) =>
        _table(_identities.Of(caller.Account)).Find(name) is { } record
            ? _get(record)
            : throw IamErrors.NotFound(_kind, name);

    void Change(Caller caller, string name, Func<AttachedPolicies, AttachedPolicies> change) =>
        _table(_identities.Of(caller.Account))
            .Update(
                name,
                record => record is null ? throw IamErrors.NotFound(_kind, name) : _set(record, change(_get(record)))
            );

    static Dictionary<string, string> With(IReadOnlyDictionary<string, string> inline, string name, string document) =>
        new(inline, StringComparer.Ordinal) { [name] = document };
}
