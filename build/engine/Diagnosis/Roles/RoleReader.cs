using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;
using Deployment.Credentials;
using Diagnosis.Accounts;
using Diagnosis.Clients;
using Iam;

namespace Diagnosis.Roles;

/// <summary>Reads roles with their policies.</summary>
sealed class RoleReader(AccountReader account)
{
    /// <param name="roleArn">A role of the reader's account.</param>
    public Task<ReadResult<RoleDescription>> ReadAsync(string roleArn, CancellationToken cancellationToken) =>
        account.ReadAsync(
            (session, cancel) => ReadAsync(session, RoleDescription.NameOf(roleArn), cancel),
            cancellationToken
        );

    async Task<RoleDescription> ReadAsync(Session session, string name, CancellationToken cancellationToken)
    {
        using var client = new IdentityClient(session, account.Endpoint);
        var role = await client.GetRoleAsync(name, cancellationToken);
        var inline = await client.ListRolePoliciesAsync(name, cancellationToken);
        var managed = await client.ListAttachedRolePoliciesAsync(name, cancellationToken);
        var boundary = role.Child("PermissionsBoundary")?.Text("PermissionsBoundaryArn");
        var policies = await Task.WhenAll([
            .. inline.Select(async policy =>
                Parse(policy, PolicyKind.Identity, await client.GetRolePolicyAsync(name, policy, cancellationToken))
            ),
            .. managed.Select(async arn =>
                Parse(arn, PolicyKind.Identity, await client.GetPolicyAsync(arn, cancellationToken))
            ),
        ]);
        return new RoleDescription(
            role.RequiredText("Arn"),
            role.RequiredText("RoleId"),
            IdentityClient.Seconds(role, "MaxSessionDuration"),
            Parse(
                role.RequiredText("Arn"),
                PolicyKind.RoleTrust,
                IdentityClient.Document(role, "AssumeRolePolicyDocument")
            )
        )
        {
            Policies = policies,
            Boundary = boundary is null
                ? null
                : Parse(boundary, PolicyKind.Boundary, await client.GetPolicyAsync(boundary, cancellationToken)),
            Tags = role.List("Tags", tag => (Key: tag.RequiredText("Key"), Value: tag.Text("Value") ?? ""))
                .ToDictionary(tag => tag.Key, tag => tag.Value),
        };
    }

    static Policy Parse(string name, PolicyKind kind, string json) => Policy.Parse(name, kind, json);
}
