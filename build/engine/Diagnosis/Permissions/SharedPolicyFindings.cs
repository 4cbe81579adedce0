using System.Text.Json.Nodes;
using Deployment;
using Diagnosis.Accounts;
using Diagnosis.Requirements;
using Diagnosis.Roles;
using Iam;

namespace Diagnosis.Permissions;

/// <summary>
/// Words what policies keep from several roles at once, keys' policies and permissions boundaries: one finding for each
/// policy, since whoever pastes a second document over the first would lose what that one added.
/// </summary>
static class SharedPolicyFindings
{
    /// <summary>The policy of a key, with all that the roles lack of it.</summary>
    public static async Task<Finding> OfKeyAsync(
        string keyArn,
        IReadOnlyList<RequiredPermission> permissions,
        KeyPolicies keys,
        CancellationToken cancellationToken
    )
    {
        var policy = (ReadResult<Policy>.Found)await keys.ReadAsync(keyArn, cancellationToken);
        var roles = permissions.Select(permission => permission.Actor.ToString()!).Distinct().Order().ToList();
        var statements = roles.Select(role => new JsonObject
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = role },
            ["Action"] = new JsonArray([
                .. permissions
                    .Where(permission => permission.Actor.ToString() == role)
                    .Select(permission => permission.Action)
                    .Distinct()
                    .Order()
                    .Select(action => (JsonNode)action),
            ]),
            ["Resource"] = "*",
        });
        return new Finding(
            DiagnosisCodes.DeniedByKeyPolicy,
            $"The policy of key {keyArn} does not allow {string.Join(" and ", roles)} {PermissionWords.Actions(permissions)}",
            PermissionWords.Reasons(permissions),
            $"aws kms put-key-policy --key-id {keyArn} --policy-name default --region {Arns.RegionOf(keyArn)} --policy "
                + ShellCommand.Quote(PolicyText.With(policy.Value.Document.Json, statements))
        ).In(Arns.AccountOf(keyArn));
    }

    /// <summary>A permissions boundary, with all that it keeps from the roles that it bounds.</summary>
    /// <param name="boundary">Null where it may not be read.</param>
    public static Finding OfBoundary(Policy? boundary, IReadOnlyList<RequiredPermission> permissions)
    {
        var statements = AllowStatements.For(permissions);
        var roles = string.Join(" and ", permissions.Select(permission => permission.Actor).Distinct());
        return new Finding(
            DiagnosisCodes.DeniedByBoundary,
            $"{boundary?.Name ?? "A permissions boundary"} bounds {roles} and does not allow {PermissionWords.Actions(permissions)}",
            PermissionWords.Reasons(permissions),
            boundary is null || boundary.Name.Contains(":iam::aws:", StringComparison.Ordinal)
                ? $"bound {roles} by a policy that also allows {ShellCommand.Quote(PolicyText.Of(statements))}"
                : $"aws iam create-policy-version --policy-arn {boundary.Name} --set-as-default --policy-document "
                    + ShellCommand.Quote(PolicyText.With(boundary.Document.Json, statements))
        ).In(boundary is null ? "" : Arns.AccountOf(boundary.Name));
    }
}
