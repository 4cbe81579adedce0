using System.Text.Json.Nodes;
using LocalAws.CloudFormation.ResourceTypes.Recorded;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.ResourceTypes.Lambda;

/// <summary>AWS::Lambda::Permission: a record; whom it admits is not evaluated, but has to exist.</summary>
public sealed class PermissionType()
    : RecordedType(
        new RecordedTypeSpecification(
            "AWS::Lambda::Permission",
            PropertySchema.Of("AWS::Lambda::Permission"),
            ["lambda:AddPermission"],
            ["lambda:AddPermission"],
            ["lambda:RemovePermission"]
        )
        {
            ArnPattern = "lambda:{region}:{account}:function:{id}",
            Subject = (request, _) => LambdaTypes.NameOf(request),
            Attributes = (_, id, _) => new JsonObject { ["Id"] = id },
        }
    )
{
    protected override Task CheckAsync(ResourceRequest request, string arn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Services.Authorizer.IsMissing(request.Text("Principal") ?? "")
            ? throw new AwsException(
                "InvalidParameterValueException",
                "The provided principal was invalid. Please check the principal and try again."
            )
            : Task.CompletedTask;
    }
}
