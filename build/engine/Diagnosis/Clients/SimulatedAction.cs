using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Diagnosis.Clients;

/// <summary>IAM's verdict on one action on one resource.</summary>
/// <param name="AllowedByOrganizations">False where a service control policy keeps it from being allowed on one of the resources that were asked about together; null where IAM does not say.</param>
/// <param name="AllowedByBoundary">Whether the permissions boundary lets it be allowed; null where IAM does not say.</param>
/// <param name="MissingContextKeys">
/// Keys that policies ask for and that the question did not give: those of statements that decide nothing too, and not
/// those of service control policies (boto3 issue 3111, aws-cli issue 10525).
/// </param>
sealed record SimulatedAction(
    string Action,
    string Resource,
    bool IsAllowed,
    bool? AllowedByOrganizations,
    bool? AllowedByBoundary,
    IReadOnlyList<string> MissingContextKeys
)
{
    /// <summary>A result has what it says of each resource below it, but may also say it itself (IAM API Reference, EvaluationResult).</summary>
    public static IReadOnlyList<SimulatedAction> Read(XElement member)
    {
        var action = member.RequiredText("EvalActionName");
        var byOrganizations = member.Child("OrganizationsDecisionDetail")?.Flag("AllowedByOrganizations");
        var specific = member.List("ResourceSpecificResults", result => Read(result, "EvalResourceDecision"));
        return specific.Count > 0 ? specific : [Read(member, "EvalDecision")];

        SimulatedAction Read(XElement result, string decision) =>
            new(
                action,
                result.Text("EvalResourceName") ?? "*",
                result.Text(decision) == "allowed",
                byOrganizations,
                (
                    result.Child("PermissionsBoundaryDecisionDetail")
                    ?? member.Child("PermissionsBoundaryDecisionDetail")
                )?.Flag("AllowedByPermissionsBoundary"),
                [.. result.Texts("MissingContextValues").Union(member.Texts("MissingContextValues"))]
            );
    }
}

/// <summary>A condition key that a simulation is told.</summary>
/// <param name="Type">ContextKeyType: string, boolean ...</param>
sealed record ContextEntry(string Key, string Type, IReadOnlyList<string> Values);
