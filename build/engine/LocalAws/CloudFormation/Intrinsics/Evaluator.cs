using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>
/// Replaces every function in a value by its result. A null result is AWS::NoValue: the member that has it disappears.
/// </summary>
public sealed class Evaluator(EvaluationScope scope)
{
    delegate JsonNode? Function(Evaluator evaluator, JsonNode? argument);

    static readonly Dictionary<string, Function> Functions = new(StringComparer.Ordinal)
    {
        ["Ref"] = LookupFunctions.Ref,
        ["Fn::GetAtt"] = LookupFunctions.GetAtt,
        ["Fn::FindInMap"] = LookupFunctions.FindInMap,
        ["Fn::ImportValue"] = LookupFunctions.ImportValue,
        ["Fn::GetStackOutput"] = StackOutputFunction.GetStackOutput,
        ["Fn::Length"] = ListFunctions.Length,
        ["Fn::ToJsonString"] = ListFunctions.ToJsonString,
        ["Fn::GetAZs"] = LookupFunctions.GetAZs,
        ["Fn::Sub"] = StringFunctions.Sub,
        ["Fn::Join"] = StringFunctions.Join,
        ["Fn::Split"] = StringFunctions.Split,
        ["Fn::Select"] = StringFunctions.Select,
        ["Fn::Base64"] = StringFunctions.Base64,
        ["Fn::Cidr"] = CidrFunction.Cidr,
        ["Fn::If"] = ConditionFunctions.If,
        ["Fn::And"] = ConditionFunctions.And,
        ["Fn::Or"] = ConditionFunctions.Or,
        ["Fn::Not"] = ConditionFunctions.Not,
        ["Fn::Equals"] = ConditionFunctions.Equal,
        ["Fn::Contains"] = ConditionFunctions.Contains,
        ["Fn::EachMemberEquals"] = ConditionFunctions.EachMemberEquals,
        ["Fn::EachMemberIn"] = ConditionFunctions.EachMemberIn,
        ["Fn::RefAll"] = RuleFunctions.RefAll,
        ["Fn::ValueOf"] = RuleFunctions.ValueOf,
        ["Fn::ValueOfAll"] = RuleFunctions.ValueOf,
        ["Fn::Transform"] = (_, argument) =>
            throw new TemplateException($"No transform named {TransformName(argument)} found."),
    };

    /// <summary>The name in a call of Fn::Transform, which may be a list of calls.</summary>
    static string? TransformName(JsonNode? call) =>
        call is JsonArray { Count: > 0 } list
            ? TransformName(list[0])
            : (call as JsonObject)?.Text("Name") ?? call?.ToJsonString();

    readonly Dictionary<string, bool?> _conditions = new(StringComparer.Ordinal);
    readonly HashSet<string> _visiting = new(StringComparer.Ordinal);

    public EvaluationScope Scope => scope;

    public JsonNode? Evaluate(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case JsonArray list:
                return new JsonArray([.. list.Select(Evaluate).Where(item => item is not null)]);
            case JsonObject map:
                if (map.IsCall(out var name, out var argument) && name != "Condition")
                    return Call(name, argument);
                var result = new JsonObject();
                foreach (var (key, member) in map)
                    if (Evaluate(member) is { } value)
                        result[key] = value;
                return result;
            default:
                return node.DeepClone();
        }
    }

    JsonNode? Call(string name, JsonNode? argument)
    {
        if (Functions.TryGetValue(name, out var function))
            return function(this, argument);
        throw new TemplateException(
            $"Template error: Encountered unsupported function: {name} Supported functions are: [{string.Join(", ", Functions.Keys.Where(k => k.StartsWith("Fn::", StringComparison.Ordinal)))}]"
        );
    }

    /// <summary>
    /// Evaluates the members that condition functions take: booleans out of nested functions and names. Null where it
    /// follows from values that are not known yet, as a nested stack's parameters in a change set can be.
    /// </summary>
    public bool? EvaluateBoolean(JsonNode? node)
    {
        if (node.IsCall(out var name, out var argument) && name == "Condition" && argument is JsonValue)
            return EvaluateCondition(argument.AsText());
        return Evaluate(node)?.AsText() switch
        {
            "true" => true,
            "false" => false,
            { } text when Unknown.IsIn(text) => null,
            _ => throw new TemplateException("Template format error: Conditions can only be boolean operations"),
        };
    }

    /// <summary>Whether a condition holds; null where that is not known yet.</summary>
    public bool? EvaluateCondition(string name)
    {
        if (_conditions.TryGetValue(name, out var known))
            return known;
        if (!scope.Template.Conditions.TryGetValue(name, out var body))
            throw new TemplateException(
                $"Template format error: Unresolved condition dependency {name} in the Conditions block of the template"
            );
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new TemplateException(
                "Template format error: Conditions depend on too many others, one on the next."
            );
        if (!_visiting.Add(name))
            throw new TemplateException(
                $"Template format error: Found circular condition dependency between {string.Join(" and ", _visiting)}"
            );
        var value = EvaluateBoolean(body);
        _visiting.Remove(name);
        return _conditions[name] = value;
    }

    /// <summary>Whether what has that condition is wanted; what is not known counts as unknown says.</summary>
    public bool IsIncluded(string? condition, bool unknown) =>
        condition is null || (EvaluateCondition(condition) ?? unknown);

    /// <summary>The text that an argument comes to; error is what CloudFormation says when it is no text.</summary>
    internal string Text(JsonNode? node, string error) =>
        Evaluate(node) is JsonValue value ? value.AsText() : throw new TemplateException(error);

    internal IReadOnlyList<string> Texts(JsonNode? node, string error) =>
        Evaluate(node) switch
        {
            JsonArray list => [.. list.Texts()],
            JsonValue value when Unknown.IsIn(value) => [Unknown.Text],
            JsonValue value when OpenValue.IsIn(value) => [value.AsText()],
            _ => throw new TemplateException(error),
        };
}
