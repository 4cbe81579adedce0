using System.Text.Json.Nodes;
using AwsCatalog.Names;
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
        return (text.Replace(Unknown.Mark, AwsArns.MadeUp, StringComparison.Ordinal), PatternOf(text, stack));
    }

    /// <summary>A text with wildcards for what only a deployment knows, also for what AWS may shorten of names that it makes up.</summary>
    public static string PatternOf(string text, StackTemplate stack)
    {
        if (text.Contains(AwsArns.MadeUp, StringComparison.OrdinalIgnoreCase))
            foreach (var (logicalId, type, _) in stack.Resources)
            {
                var name = stack.Stack.Reference.StackName;
                var whole = $"{name}-{logicalId}-{AwsArns.MadeUp}";
                if (text.Contains(whole, StringComparison.OrdinalIgnoreCase))
                    text = text.Replace(
                        whole,
                        GeneratedNames.Pattern(type, name, logicalId),
                        StringComparison.OrdinalIgnoreCase
                    );
            }
        return text.Replace(Unknown.Mark, "*", StringComparison.Ordinal)
            .Replace(AwsArns.MadeUp, "*", StringComparison.OrdinalIgnoreCase);
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
