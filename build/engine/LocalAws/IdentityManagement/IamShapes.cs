using System.Globalization;
using System.Xml.Linq;
using LocalAws.Identities;

namespace LocalAws.IdentityManagement;

/// <summary>The XML shapes of the IAM API reference.</summary>
static class IamShapes
{
    /// <summary>A role as it has just been made: without what it has by default (IAM API Reference, CreateRole).</summary>
    public static XElement Made(Role role) =>
        role.MaxSessionDuration == 3600 ? Without(Role("Role", role), ["MaxSessionDuration"]) : Role("Role", role);

    /// <summary>A role as GetRole tells it; no role was ever used as far as is known.</summary>
    public static XElement Got(Role role)
    {
        var element = Role("Role", role);
        element.Add(new XElement("RoleLastUsed"));
        return element;
    }

    public static XElement Role(string name, Role role) =>
        new(
            name,
            new XElement("Path", role.Path),
            new XElement("RoleName", role.Name),
            new XElement("RoleId", role.Id),
            new XElement("Arn", role.Arn),
            new XElement("CreateDate", Time(role.Created)),
            new XElement("AssumeRolePolicyDocument", Uri.EscapeDataString(role.TrustPolicy)),
            role.Description is { } description ? new XElement("Description", description) : null,
            new XElement("MaxSessionDuration", role.MaxSessionDuration),
            Boundary(role.Policies.Boundary),
            TagsIfAny(role.Tags)
        );

    /// <summary>What listings leave out (IAM API Reference, ListRoles, ListUsers, ListPolicies).</summary>
    static readonly string[] _ofRole = ["PermissionsBoundary", "Tags"];
    static readonly string[] _ofPolicy = ["Description", "Tags"];

    /// <summary>A role as ListRoles tells it.</summary>
    public static XElement Listed(Role role) => Without(Role("member", role), _ofRole);

    /// <summary>A user as ListUsers tells it.</summary>
    public static XElement Listed(User user) => Without(User("member", user), _ofRole);

    /// <summary>A managed policy as ListPolicies tells it.</summary>
    public static XElement Listed(ManagedPolicy policy, int attachments) =>
        Without(Policy("member", policy, attachments), _ofPolicy);

    static XElement Without(XElement element, string[] names)
    {
        element.Elements().Where(child => names.Contains(child.Name.LocalName)).Remove();
        return element;
    }

    public static XElement User(string name, User user) =>
        new(
            name,
            new XElement("Path", user.Path),
            new XElement("UserName", user.Name),
            new XElement("UserId", user.Id),
            new XElement("Arn", user.Arn),
            new XElement("CreateDate", Time(user.Created)),
            Boundary(user.Policies.Boundary),
            TagsIfAny(user.Tags)
        );

    public static XElement Policy(string name, ManagedPolicy policy, int attachments) =>
        new(
            name,
            new XElement("PolicyName", policy.Name),
            new XElement("PolicyId", policy.Id),
            new XElement("Arn", policy.Arn),
            new XElement("Path", policy.Path),
            new XElement("DefaultVersionId", policy.Default.Id),
            new XElement("AttachmentCount", attachments),
            new XElement("PermissionsBoundaryUsageCount", 0),
            new XElement("IsAttachable", "true"),
            policy.Description is { } description ? new XElement("Description", description) : null,
            new XElement("CreateDate", Time(policy.Created)),
            new XElement("UpdateDate", Time(policy.Updated)),
            Tags(policy.Tags)
        );

    public static XElement Version(string name, PolicyVersion version, bool withDocument) =>
        new(
            name,
            withDocument ? new XElement("Document", Uri.EscapeDataString(version.Document)) : null,
            new XElement("VersionId", version.Id),
            new XElement("IsDefaultVersion", version.IsDefault),
            new XElement("CreateDate", Time(version.Created))
        );

    public static XElement Attached(string arn) =>
        new("member", new XElement("PolicyName", arn[(arn.LastIndexOf('/') + 1)..]), new XElement("PolicyArn", arn));

    public static XElement AccessKey(AccessKey key, bool withSecret) =>
        new(
            withSecret ? "AccessKey" : "member",
            new XElement("UserName", key.UserName),
            new XElement("AccessKeyId", key.Id),
            new XElement("Status", key.Active ? "Active" : "Inactive"),
            withSecret ? new XElement("SecretAccessKey", key.Secret) : null,
            new XElement("CreateDate", Time(key.Created))
        );

    public static XElement Tags(IReadOnlyDictionary<string, string> tags) =>
        new(
            "Tags",
            tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)
                .Select(tag => new XElement("member", new XElement("Key", tag.Key), new XElement("Value", tag.Value)))
        );

    static XElement? TagsIfAny(IReadOnlyDictionary<string, string> tags) => tags.Count == 0 ? null : Tags(tags);

    static XElement? Boundary(string? arn) =>
        arn is null
            ? null
            : new(
                "PermissionsBoundary",
                new XElement("PermissionsBoundaryType", "Policy"),
                new XElement("PermissionsBoundaryArn", arn)
            );

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
