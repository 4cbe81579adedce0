using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.ResourceTypes.Lambda;

/// <summary>What Lambda makes sure of when a function is made or changed: that the function's role may do what its configuration needs.</summary>
static class ExecutionRole
{
    const string Service = "lambda.amazonaws.com";

    public static void Check(ResourceRequest request)
    {
        Caller? role = null;
        foreach (var (action, resource, words) in Needs(request))
        {
            role ??= request.Services.Sts.AssumeRoleAsService(
                Service,
                request.Region,
                request.Text("Role")!,
                request.LogicalId
            );
            try
            {
                request.Services.Authorizer.Demand(role, request.Region, action, resource);
            }
            catch (AccessDeniedException)
            {
                throw new AwsException(
                    "InvalidParameterValueException",
                    $"The provided execution role does not have permissions to call {words}"
                );
            }
        }
    }

    static IEnumerable<(string Action, string Resource, string Words)> Needs(ResourceRequest request)
    {
        if (request.Map("VpcConfig")?["SubnetIds"] is JsonArray { Count: > 0 })
            yield return (
                "ec2:CreateNetworkInterface",
                $"arn:{request.Partition}:ec2:{request.Region}:{request.Account}:network-interface/*",
                "CreateNetworkInterface on EC2"
            );
        if (request.Map("DeadLetterConfig")?.Text("TargetArn") is { } target)
            yield return target.Split(':') is [_, _, "sns", ..]
                ? ("sns:Publish", target, "Publish on SNS")
                : ("sqs:SendMessage", target, "SendMessage on SQS");
        if (request.Map("TracingConfig")?.Text("Mode") == "Active")
            yield return ("xray:PutTraceSegments", "*", "PutTraceSegments on XRAY");
    }
}
