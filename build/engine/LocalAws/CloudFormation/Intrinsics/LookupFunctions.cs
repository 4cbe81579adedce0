using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Ec2;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>Functions that fetch a value: Ref, Fn::GetAtt, Fn::FindInMap, Fn::ImportValue, Fn::GetAZs.</summary>
static class LookupFunctions
{
    public static JsonNode? Ref(Evaluator evaluator, JsonNode? argument)
    {
        if (argument is not JsonValue)
            throw new TemplateException("Template error: every Ref object must have a single String value.");
        return ResolveName(evaluator.Scope, argument.AsText());
    }

    internal static JsonNode? ResolveName(EvaluationScope scope, string name)
    {
        switch (name)
        {
            case "AWS::NoValue":
                return null;
            case "AWS::AccountId":
                return scope.AccountId;
            case "AWS::Region":
                return scope.Region;
            case "AWS::StackId":
                return scope.StackId;
            case "AWS::StackName":
                return scope.StackName;
            case "AWS::Partition":
                return scope.Partition;
            case "AWS::URLSuffix":
                return scope.UrlSuffix;
            case "AWS::NotificationARNs":
                return new JsonArray([.. scope.NotificationArns.Select(arn => JsonValue.Create(arn))]);
            default:
                if (scope.Parameters.TryGetValue(name, out var parameter))
                    return parameter.DeepClone();
                return scope.ResourceReference(name)?.DeepClone() ?? throw new UnresolvedResourceException(name);
        }
    }

    public static JsonNode? GetAtt(Evaluator evaluator, JsonNode? argument)
    {
        var (name, attribute) = AttributeOf(argument);
        return ResolveAttribute(
            evaluator.Scope,
            name,
            evaluator.Text(attribute, "Template error: Fn::GetAtt's attribute must be a string.")
        );
    }

    internal static JsonNode ResolveAttribute(EvaluationScope scope, string name, string attribute) =>
        scope.ResourceAttribute(name, attribute)?.DeepClone()
        ?? throw new TemplateException(
            $"Template error: resource {name} does not support attribute type {attribute} in Fn::GetAtt"
        );

    /// <summary>Fn::GetAtt takes "name.attribute" or [name, attribute].</summary>
    internal static (string Name, JsonNode? Attribute) AttributeOf(JsonNode? argument)
    {
        const string error =
            "Template error: every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute";
        switch (argument)
        {
            case JsonArray { Count: 2 } pair when pair[0] is JsonValue name && name.AsText().Length > 0:
                return (name.AsText(), pair[1]);
            case JsonArray { Count: > 2 } path when path.All(item => item is JsonValue):
                return (path[0]!.AsText(), string.Join('.', path.Skip(1).Texts()));
            case JsonValue text when text.AsText().IndexOf('.', StringComparison.Ordinal) is > 0 and var dot:
                return (text.AsText()[..dot], text.AsText()[(dot + 1)..]);
            default:
                throw new TemplateException(error);
        }
    }

    static IEnumerable<string> Texts(this IEnumerable<JsonNode?> nodes) => nodes.Select(node => node!.AsText());

    public static JsonNode? FindInMap(Evaluator evaluator, JsonNode? argument)
    {
        const string error =
            "Template error: every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value";
        // The fourth is the default that the transform AWS::LanguageExtensions brings.
        if (
            argument is not JsonArray { Count: 3 or 4 } keys
            || (keys.Count == 4 && keys[3] is not JsonObject { Count: 1 })
        )
            throw new TemplateException(error);
        var whenAbsent = keys.Count == 4 ? keys[3]!["DefaultValue"] : null;
        var map = evaluator.Text(keys[0], error);
        var top = evaluator.Text(keys[1], error);
        var second = evaluator.Text(keys[2], error);
        if (Unknown.IsIn(map) || Unknown.IsIn(top) || Unknown.IsIn(second))
            return Unknown.Value;
        if (!evaluator.Scope.Template.Mappings.TryGetValue(map, out var mapping) && whenAbsent is null)
            throw new TemplateException(
                $"Template error: Mapping named '{map}' is not present in the 'Mappings' section of template."
            );
        return (mapping?[top] as JsonObject)?[second]?.DeepClone()
            ?? evaluator.Evaluate(whenAbsent)
            ?? throw new TemplateException($"Template error: Unable to get mapping for {map}::{top}::{second}");
    }

    public static JsonNode? ImportValue(Evaluator evaluator, JsonNode? argument)
    {
        var name = evaluator.Text(
            argument,
            "Template error: the attribute in Fn::ImportValue must be a string or a function that returns a string"
        );
        if (Unknown.IsIn(name))
            return Unknown.Value;
        return evaluator.Scope.Export(name) is { } value
            ? JsonValue.Create(value)
            : throw new TemplateException($"No export named {name} found.");
    }

    /// <summary>The zones of the region, as a default network has a subnet in each.</summary>
    public static JsonNode? GetAZs(Evaluator evaluator, JsonNode? argument)
    {
        var region = evaluator.Text(
            argument,
            "Template error: every Fn::GetAZs object must have a String-typed value."
        );
        if (Unknown.IsIn(region))
            return Unknown.Value;
        if (region.Length == 0)
            region = evaluator.Scope.Region;
        return new JsonArray([.. AvailabilityZone.Of(region).Select(zone => JsonValue.Create(zone.Name))]);
    }
}
