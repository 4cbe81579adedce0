using System.Text.Json.Nodes;
using LocalAws.CloudFormation.ResourceTypes.Recorded;
using LocalAws.CloudFormation.Templates;
using LocalAws.S3.Buckets;

namespace LocalAws.CloudFormation.ResourceTypes.Lambda;

/// <summary>AWS::Lambda::Function: a record; its code must exist in S3 and be readable for whoever makes the function.</summary>
public sealed class FunctionType()
    : RecordedType(
        new RecordedTypeSpecification(
            "AWS::Lambda::Function",
            PropertySchema.Of("AWS::Lambda::Function"),
            ["lambda:CreateFunction"],
            ["lambda:UpdateFunctionConfiguration", "lambda:UpdateFunctionCode"],
            ["lambda:DeleteFunction"]
        )
        {
            ArnPattern = "lambda:{region}:{account}:function:{id}",
            NameProperty = "FunctionName",
            TagAction = "lambda:TagResource",
            PassedRole = ("Role", "lambda.amazonaws.com"),
            RoleProblem = _ => "The role defined for the function cannot be assumed by Lambda.",
        }
    )
{
    protected override Task CheckAsync(ResourceRequest request, string arn, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var code = request.Map("Code") ?? [];
        if (code.Text("S3Bucket") is { } bucket)
        {
            var source = new BucketRequest(request.Caller, request.Region, bucket);
            request.Services.S3.Objects.Get(source, code.Text("S3Key") ?? "", code.Text("S3ObjectVersion"));
        }
        else if (code["ZipFile"] is null && code["ImageUri"] is null)
            throw new ResourceException("Please provide a source for function code.", "InvalidRequest");

        if (code["ZipFile"] is null && code["ImageUri"] is null && request.Text("Runtime") is null)
            throw new ResourceException(
                "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
                "InvalidRequest"
            );
        foreach (var layer in request.Texts("Layers"))
            request.Services.Authorizer.Demand(
                request.Caller,
                // Whom the layer of another account admits is not known here.
                new("lambda:GetLayerVersion", layer, request.Region) { ResourceAccount = request.Account }
            );
        ExecutionRole.Check(request);
        return Task.CompletedTask;
    }
}
