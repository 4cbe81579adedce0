using Cake.AWS.CloudFormation.Client;
using Diagnosis.Accounts;
using Diagnosis.Bootstraps;
using Diagnosis.Requirements;
using Diagnosis.Roles;

namespace Diagnosis.Permissions;

/// <summary>
/// Whether IAM's simulator understands the organization's policies: it is asked about a call that was made a moment ago. A
/// service control policy whose condition it cannot see denies every question, and says nothing of which key it lacked
/// (aws-sdk issue 102, aws-cli issue 10525).
/// </summary>
sealed class OrganizationControl(AccountReader account)
{
    const string Action = "cloudformation:DescribeStacks";

    /// <summary>Why what the simulator says of the organization is not to be believed; null where nothing speaks against it.</summary>
    public async Task<string?> ContradictionAsync(CancellationToken cancellationToken)
    {
        if (await MakeCallAsync(cancellationToken) is not ReadResult<Call>.Found(var call))
            return null;
        var roles = new RoleReader(account);
        if (await roles.ReadAsync(call.RoleArn, cancellationToken) is not ReadResult<RoleDescription>.Found(var role))
            return null;
        var permission = new RequiredPermission(new Actor.Role(role.Arn), Action, call.StackId, "it was just done");
        var answers = await new PermissionSimulation(account).AskAsync(role.Arn, role, [permission], cancellationToken);
        return answers[permission] is Simulation.Answered({ IsAllowed: false, AllowedByOrganizations: false })
            ? $"IAM's simulation says that the organization's policies do not let it be allowed, and says the same of {Action}, which {role.Arn} was allowed just now"
                + ": one of them asks for what only a call itself has"
            : null;
    }

    Task<ReadResult<Call>> MakeCallAsync(CancellationToken cancellationToken) =>
        account.ReadAsync(
            async (session, cancel) =>
            {
                var config = account.Endpoint.Connect(
                    new CloudFormationConfig(account.Environment.Region, account.Endpoint.Url)
                );
                using var client = new CloudFormationClient(session.Credentials, config);
                var answer = await client.SendAsync(new DescribeStacksRequest(BootstrapFacts.StackName), cancel);
                // Of its path a session's ARN says nothing; a role is found by its name.
                var name = session.Identity.Arn.Split('/') is [_, var role, _] ? role : session.Identity.Arn;
                return new Call(
                    $"arn:{account.Environment.Partition}:iam::{session.Identity.Account}:role/{name}",
                    answer.Stacks[0].StackId
                );
            },
            cancellationToken
        );

    sealed record Call(string RoleArn, string StackId);
}
