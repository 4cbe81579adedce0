using System.Text.Json.Nodes;
using LocalAws.CloudFormation.ResourceTypes.Governed;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>AWS::IAM::Group: a record, with the permissions that a group and its policies need; membership grants nothing here.</summary>
public sealed class GroupType()
    : GovernedType(
        new GovernedSpecification(
            "AWS::IAM::Group",
            PropertySchema.Of("AWS::IAM::Group"),
            ["iam:CreateGroup"],
            ["iam:UpdateGroup"],
            ["iam:DeleteGroup"]
        )
        {
            ArnPattern = "iam::{account}:group{path}{id}",
            NameProperty = "GroupName",
            NameLimit = 128,
            IsGlobal = true,
        }
    )
{
    protected override Task CheckAsync(ResourceRequest request, string arn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Demand(request, [.. Policies(request).Select(action => $"iam:{action}")], arn);
        return Task.CompletedTask;
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var arn = ArnOf(request, request.PhysicalId);
        foreach (var action in Policies(request))
            Demand(request, [action == "PutGroupPolicy" ? "iam:DeleteGroupPolicy" : "iam:DetachGroupPolicy"], arn);
        return base.DeleteAsync(request, cancellationToken);
    }

    static IEnumerable<string> Policies(ResourceRequest request)
    {
        if (request.Properties["Policies"] is JsonArray { Count: > 0 })
            yield return "PutGroupPolicy";
        if (request.Texts("ManagedPolicyArns").Count > 0)
            yield return "AttachGroupPolicy";
    }
}
