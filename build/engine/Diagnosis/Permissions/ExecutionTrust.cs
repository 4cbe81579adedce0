using System.Text.Json.Nodes;
using Deployment;
using Diagnosis.Clients;
using Diagnosis.Roles;
using Iam;

namespace Diagnosis.Permissions;

/// <summary>
/// Whether CloudFormation may assume the role that it is given, which it does itself (AWS CloudFormation User Guide,
/// "CloudFormation service role").
/// </summary>
static class ExecutionTrust
{
    const string Service = "cloudformation.amazonaws.com";

    public static JsonObject Statement() =>
        new()
        {
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = Service },
            ["Action"] = "sts:AssumeRole",
        };

    /// <summary>Null where it may, and where a condition decides, which only a call tells.</summary>
    /// <param name="role">Null where its trust is not known.</param>
    public static Finding? Problem(RoleDescription? role)
    {
        if (role is null || role.Trust.Document.Json.Contains(Service, StringComparison.Ordinal))
            return null;
        var request = new AccessRequest(Principal.Service(Service), "sts:AssumeRole", role.Arn);
        if (PolicyEvaluator.Evaluate(request, Policies.None with { Resource = role.Trust }).IsAllowed)
            return null;
        var trust = PolicyText.With(role.Trust.Document.Json, Statement());
        return new Finding(
            DiagnosisCodes.MissingTrust,
            $"Role {role.Arn}, which deployments give to CloudFormation, does not trust {Service}",
            $"aws iam update-assume-role-policy --role-name {role.Name} --policy-document {ShellCommand.Quote(trust)}"
        ).In(Arns.AccountOf(role.Arn));
    }
}
