using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>The functions of rules that look at parameters of AWS's own types, such as AWS::EC2::Subnet::Id.</summary>
/// <remarks>CloudFormation User Guide, "CloudFormation rule-specific intrinsic functions".</remarks>
static class RuleFunctions
{
    /// <summary>The values of all parameters of a type.</summary>
    public static JsonNode? RefAll(Evaluator evaluator, JsonNode? argument)
    {
        if (argument is not JsonValue type)
            throw new TemplateException("Template error: every Fn::RefAll object requires a parameter type.");
        return new JsonArray([
            .. evaluator
                .Scope.Template.Parameters.Values.Where(parameter => IsOf(parameter.Type, type.AsText()))
                .Select(parameter => LookupFunctions.Ref(evaluator, parameter.Name))
                .SelectMany(value => value is JsonArray list ? list.Select(item => item?.DeepClone()) : [value]),
        ]);
    }

    /// <summary>What the resources are like that parameters name, which nobody here knows.</summary>
    public static JsonNode? ValueOf(Evaluator evaluator, JsonNode? argument) =>
        argument is JsonArray { Count: 2 }
            ? Unknown.Value
            : throw new TemplateException("Template error: Fn::ValueOf requires a parameter and an attribute.");

    static bool IsOf(string type, string wanted) => type == wanted || type == $"List<{wanted}>";
}
