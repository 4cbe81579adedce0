using System.Text.Json.Nodes;
using LocalAws.CloudFormation.ResourceTypes.Governed;

namespace LocalAws.CloudFormation.ResourceTypes.Iam;

/// <summary>AWS::IAM::InstanceProfile: a record; its role must exist and is passed to EC2.</summary>
public sealed class InstanceProfileType()
    : GovernedType(
        new GovernedSpecification(
            "AWS::IAM::InstanceProfile",
            PropertySchema.Of("AWS::IAM::InstanceProfile"),
            ["iam:CreateInstanceProfile"],
            [],
            ["iam:DeleteInstanceProfile"]
        )
        {
            ArnPattern = "iam::{account}:instance-profile{path}{id}",
            NameProperty = "InstanceProfileName",
            NameLimit = 128,
            IsGlobal = true,
        }
    )
{
    protected override Task CheckAsync(ResourceRequest request, string arn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Texts("Roles") is not [var name])
            throw new ResourceException("Exactly one role is needed in an instance profile.", "InvalidRequest");
        var role =
            request.Services.Identities.Find(request.Account)?.Roles.Find(name)
            ?? throw ResourceException.NotFound("AWS::IAM::Role", name);
        if (request.Existing?.Properties["Roles"] is JsonArray before && before.Count > 0)
        {
            if (JsonNode.DeepEquals(before, request.Properties["Roles"]))
                return Task.CompletedTask;
            Demand(request, ["iam:RemoveRoleFromInstanceProfile"], arn);
        }

        Demand(request, ["iam:AddRoleToInstanceProfile"], arn);
        request.Services.Authorizer.DemandPassRole(request.Caller, request.Region, role.Arn, "ec2.amazonaws.com");
        return Task.CompletedTask;
    }

    public override Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Demand(request, ["iam:RemoveRoleFromInstanceProfile"], ArnOf(request, request.PhysicalId));
        return base.DeleteAsync(request, cancellationToken);
    }
}
