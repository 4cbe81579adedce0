using System.Text.Json.Nodes;
using Diagnosis.Requirements.ResourceTypes;

namespace Diagnosis.Requirements;

/// <summary>What resources are called, as far as a template says: a name to ask about, and a pattern to write into a policy.</summary>
static class ResourceNames
{
    /// <summary>The name that a property gives: its text, or what the resource that it refers to is called.</summary>
    public static (string Name, string Pattern) Of(JsonNode value, StackTemplate stack)
    {
        if (value is JsonValue)
            return (value.ToString(), value.ToString());
        if (value is JsonArray and [{ } first, ..])
            return Of(first, stack);
        return ReferredBy(value) is { } logicalId && Find(logicalId, stack) is { } name ? name : (AwsArns.MadeUp, "*");
    }

    /// <summary>The name that CloudFormation makes up.</summary>
    public static (string Name, string Pattern) MadeUp(ResourceType type, string logicalId, StackTemplate stack)
    {
        var name = type
            .MadeUpName.Replace("{stack}", stack.Stack.Reference.StackName, StringComparison.Ordinal)
            .Replace("{logicalId}", logicalId, StringComparison.Ordinal);
        if (type.Name is "AWS::S3::Bucket" or "AWS::ECR::Repository")
            name = name.ToLowerInvariant();
        return (
            name.Replace("{id}", AwsArns.MadeUp, StringComparison.Ordinal),
            name.Replace("{id}", "*", StringComparison.Ordinal)
        );
    }

    static (string Name, string Pattern)? Find(string logicalId, StackTemplate stack)
    {
        var found = stack.Resources.FirstOrDefault(resource => resource.LogicalId == logicalId);
        if (found.Type is null || KnownResourceTypes.Find(found.Type) is not { } type)
            return null;
        return type.NamedBy is { } property && found.Properties[property] is JsonValue given
            ? (given.ToString(), given.ToString())
            : MadeUp(type, logicalId, stack);
    }

    static string? ReferredBy(JsonNode value) =>
        value switch
        {
            JsonObject and { Count: 1 } one when one["Ref"] is JsonValue logicalId => logicalId.ToString(),
            JsonObject and { Count: 1 } one when one["Fn::GetAtt"] is JsonArray and [{ } logicalId, ..] =>
                logicalId.ToString(),
            JsonObject and { Count: 1 } one when one["Fn::GetAtt"] is JsonValue text => text.ToString().Split('.')[0],
            _ => null,
        };
}
