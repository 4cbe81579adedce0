using System.Globalization;
using Diagnosis.Accounts;
using Diagnosis.Requirements;
using Diagnosis.Roles;
using Iam;

namespace Diagnosis.Permissions;

/// <summary>
/// The condition keys that a deployment's call will have, as far as they are known before (IAM User Guide, "AWS global
/// condition context keys"): IAM's simulator takes none for granted, and a policy that asks for a region would deny a
/// question without one.
/// </summary>
sealed class CallContext(AccountReader account)
{
    /// <summary>Keys that such a call never has, or that a permission says where the call has them.</summary>
    static readonly string[] knownAbsent =
    [
        "aws:CalledVia",
        "aws:MultiFactorAuth",
        "aws:PrincipalServiceName",
        "aws:RequestTag/",
        "aws:SourceAccount",
        "aws:SourceArn",
        "aws:SourceOrg",
        "aws:TagKeys",
        "aws:username",
        "iam:PassedToService",
        "sts:ExternalId",
        "sts:SourceIdentity",
    ];

    /// <summary>The types of the keys that are no text, for the simulator.</summary>
    static readonly Dictionary<string, string> types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aws:CurrentTime"] = "date",
        ["aws:EpochTime"] = "numeric",
        ["aws:PrincipalIsAWSService"] = "boolean",
        ["aws:SecureTransport"] = "boolean",
        ["aws:ViaAWSService"] = "boolean",
    };

    /// <summary>The question to put to the policy evaluator.</summary>
    public AccessRequest Request(RequiredPermission permission, RoleDescription role) =>
        permission.ToRequest(role.Session) with
        {
            Context = Of(permission, role.Arn, role),
        };

    /// <param name="role">Null where the role may not be read: then its tags are not known.</param>
    public RequestContext Of(RequiredPermission permission, string roleArn, RoleDescription? role)
    {
        var now = account.Now;
        var context = permission
            .Context.With("aws:RequestedRegion", RegionOf(permission))
            .With("aws:SecureTransport", "true")
            .With("aws:ViaAWSService", permission.Via is null ? "false" : "true")
            .With("aws:PrincipalIsAWSService", "false")
            .With("aws:PrincipalArn", roleArn)
            .With("aws:PrincipalAccount", Arns.AccountOf(roleArn))
            .With("aws:PrincipalType", "AssumedRole")
            .With("aws:CurrentTime", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))
            .With("aws:EpochTime", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (permission.Via is { } service)
            context = context
                .With("aws:CalledVia", service)
                .With("aws:CalledViaFirst", service)
                .With("aws:CalledViaLast", service);
        if (permission.ToRequest(Principal.Anonymous).ResourceAccount is { } owner)
        {
            context = context.With("aws:ResourceAccount", owner).With("s3:ResourceAccount", owner);
            if (account.Organization is { } organization && organization.Accounts.Contains(owner))
                context = context.With("aws:ResourceOrgID", organization.Id);
        }
        if (account.Organization is { } own)
            context = context.With("aws:PrincipalOrgID", own.Id);
        foreach (var (key, value) in role?.Tags ?? new Dictionary<string, string>())
            context = context.With($"aws:PrincipalTag/{key}", value);
        return context;
    }

    /// <summary>Whether the absence of a key that <see cref="Of"/> does not give is certain.</summary>
    public static bool IsKnown(string key, RoleDescription? role) =>
        knownAbsent.Any(known => key.StartsWith(known, StringComparison.OrdinalIgnoreCase))
        || (role is not null && key.StartsWith("aws:PrincipalTag/", StringComparison.OrdinalIgnoreCase));

    /// <summary>ContextKeyType of the simulator.</summary>
    public static string TypeOf(string key, IReadOnlyList<string> values) =>
        types.GetValueOrDefault(key) ?? (values.Count == 1 ? "string" : "stringList");

    string RegionOf(RequiredPermission permission)
    {
        var region = permission.Resource.StartsWith("arn:", StringComparison.Ordinal)
            ? Arns.RegionOf(permission.Resource)
            : "";
        return GlobalServices.RequestedRegion(
            permission.Action,
            region.Length > 0 ? region : account.Environment.Region
        );
    }
}
