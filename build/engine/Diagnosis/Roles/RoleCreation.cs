using System.Text.Json.Nodes;
using Deployment;
using Diagnosis.Permissions;
using Diagnosis.Requirements;

namespace Diagnosis.Roles;

/// <summary>Makes a role that is missing: trusted by whoever assumes it, and allowed what the Cloud Assemblies ask of it.</summary>
/// <param name="permissions">What it has to be allowed, as far as the assemblies say.</param>
/// <param name="bootstrapCommand">What bootstraps the environment, where bootstrapping brings the role.</param>
/// <param name="isBootstrapped">Whether the environment's bootstrap stack is there: a stack does not notice that a role of it is gone.</param>
sealed class RoleCreation(
    RolePurpose purpose,
    IReadOnlyList<RequiredPermission> permissions,
    string? bootstrapCommand,
    bool isBootstrapped
)
{
    bool IsForReading => purpose is RolePurpose.Lookup or RolePurpose.ReadOnly;

    /// <param name="trust">The statement of its trust policy.</param>
    public Finding Finding(string roleArn, JsonObject trust) =>
        bootstrapCommand is null || isBootstrapped
            ? new Finding(
                DiagnosisCodes.MissingRole,
                $"Role {roleArn} does not exist",
                bootstrapCommand is null
                    ? []
                    : ["The bootstrap stack that made it is there, and bootstrapping again would not notice"],
                Commands(roleArn, trust)
            ).In(Iam.Arns.AccountOf(roleArn))
            : new(DiagnosisCodes.MissingRole, $"Role {roleArn} does not exist", bootstrapCommand);

    string Commands(string roleArn, JsonObject trust)
    {
        var role = RoleDescription.NameOf(roleArn);
        List<string> commands =
        [
            $"aws iam create-role --role-name {role} --assume-role-policy-document "
                + ShellCommand.Quote(PolicyText.Of(trust)),
        ];
        if (IsForReading)
            commands.Add(
                $"aws iam attach-role-policy --role-name {role}"
                    + $" --policy-arn arn:{Iam.Arns.PartitionOf(roleArn)}:iam::aws:policy/ReadOnlyAccess"
            );
        if (PolicyFor() is { } policy)
            commands.Add(
                $"aws iam put-role-policy --role-name {role} --policy-name default --policy-document "
                    + ShellCommand.Quote(policy)
            );
        return string.Join(" && ", commands);
    }

    /// <summary>Of a lookup role what CDK's bootstrap template gives it: reading, but no secrets.</summary>
    JsonObject? PolicyFor() =>
        IsForReading
            ? PolicyText.Of(
                new JsonObject
                {
                    ["Sid"] = "DontReadSecrets",
                    ["Effect"] = "Deny",
                    ["Action"] = "kms:Decrypt",
                    ["Resource"] = "*",
                }
            )
        : permissions.Count > 0 ? PolicyText.Of(AllowStatements.For(permissions))
        : null;
}
