using System.Text.Json.Nodes;
using Diagnosis.Requirements.ResourceTypes;
using Diagnosis.Templates;

namespace Diagnosis.Requirements;

/// <summary>What resources are called, as far as a template says: a name to ask about, and a pattern to write into a policy.</summary>
static class ResourceNames
{
    /// <summary>The name that a property gives, where it has several the first.</summary>
    public static (string Name, string Pattern) Of(JsonNode value, StackTemplate stack)
    {
        var text = stack.Values.Text(value is JsonArray and [{ } first, ..] ? first : value) ?? Unknown.Mark;
        return (
            text.Replace(Unknown.Mark, AwsArns.MadeUp, StringComparison.Ordinal),
            text.Replace(Unknown.Mark, "*", StringComparison.Ordinal)
                .Replace(AwsArns.MadeUp, "*", StringComparison.Ordinal)
        );
    }

    /// <summary>The name that CloudFormation makes up.</summary>
    public static (string Name, string Pattern) MadeUp(ResourceType type, string logicalId, StackTemplate stack)
    {
        var name = type.MadeUpNameOf(logicalId, stack.Stack.Reference.StackName);
        return (
            name.Replace("{id}", AwsArns.MadeUp, StringComparison.Ordinal),
            name.Replace("{id}", "*", StringComparison.Ordinal)
        );
    }
}
