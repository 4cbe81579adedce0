using System.Text.Json.Nodes;
using Diagnosis.Requirements;

namespace Diagnosis.ExecutionPolicies;

/// <summary>A custom resource is a call of its function, or a message to its topic.</summary>
static class CustomCalls
{
    public static bool Is(string type) =>
        type == "AWS::CloudFormation::CustomResource" || type.StartsWith("Custom::", StringComparison.Ordinal);

    public static ExecutionNeed? Of(StackTemplate stack, JsonObject properties, NeededFor reason)
    {
        if (properties["ServiceToken"] is not { } token)
            return null;
        var pattern = ResourceNames.Of(token, stack).Pattern;
        if (pattern.Contains(":sns:", StringComparison.Ordinal))
            return new("sns:Publish", pattern, reason);
        var arn = pattern.StartsWith("arn:", StringComparison.Ordinal)
            ? pattern
            : $"arn:{stack.Environment.Partition}:lambda:{stack.Environment.Region}:{stack.Environment.Account}:function:{pattern}";
        return new("lambda:InvokeFunction", arn, reason);
    }
}
