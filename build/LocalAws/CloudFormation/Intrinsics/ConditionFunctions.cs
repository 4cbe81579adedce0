using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>Fn::If and what conditions and rules are made of.</summary>
static class ConditionFunctions
{
    public static JsonNode? If(Evaluator evaluator, JsonNode? argument)
    {
        if (argument is not JsonArray { Count: 3 } branches || branches[0] is not JsonValue name)
            throw new TemplateException("Template error: Fn::If requires a list argument with three elements");
        return evaluator.Evaluate(branches[evaluator.EvaluateCondition(name.AsText()) ? 1 : 2]);
    }

    public static JsonNode? And(Evaluator evaluator, JsonNode? argument) =>
        JsonValue.Create(Operands(argument, "Fn::And").All(evaluator.EvaluateBoolean));

    public static JsonNode? Or(Evaluator evaluator, JsonNode? argument) =>
        JsonValue.Create(Operands(argument, "Fn::Or").Any(evaluator.EvaluateBoolean));

    static JsonArray Operands(JsonNode? argument, string name) =>
        argument is JsonArray { Count: >= 2 and <= 10 } operands
            ? operands
            : throw new TemplateException(
                $"Template error: every {name} object requires a list of at least 2 and at most 10 boolean parameters."
            );

    public static JsonNode? Not(Evaluator evaluator, JsonNode? argument) =>
        argument is JsonArray { Count: 1 } operand
            ? JsonValue.Create(!evaluator.EvaluateBoolean(operand[0]))
            : throw new TemplateException("Template error: every Fn::Not object requires one boolean parameter.");

    public static JsonNode? Equal(Evaluator evaluator, JsonNode? argument) =>
        argument is JsonArray { Count: 2 } pair
            ? JsonValue.Create(JsonValues.Same(evaluator.Evaluate(pair[0]), evaluator.Evaluate(pair[1])))
            : throw new TemplateException(
                "Template error: every Fn::Equals object requires a list of 2 string parameters."
            );

    public static JsonNode? Contains(Evaluator evaluator, JsonNode? argument)
    {
        var (list, value) = Pair(argument, "Fn::Contains");
        var text = evaluator.Text(value, "Template error: Fn::Contains requires a string as its second parameter.");
        return JsonValue.Create(evaluator.Evaluate(list).Texts().Contains(text));
    }

    public static JsonNode? EachMemberEquals(Evaluator evaluator, JsonNode? argument)
    {
        var (list, value) = Pair(argument, "Fn::EachMemberEquals");
        var text = evaluator.Text(value, "Template error: Fn::EachMemberEquals requires a string to compare with.");
        return JsonValue.Create(evaluator.Evaluate(list).Texts().All(item => item == text));
    }

    public static JsonNode? EachMemberIn(Evaluator evaluator, JsonNode? argument)
    {
        var (members, allowed) = Pair(argument, "Fn::EachMemberIn");
        var set = evaluator.Evaluate(allowed).Texts().ToHashSet(StringComparer.Ordinal);
        return JsonValue.Create(evaluator.Evaluate(members).Texts().All(set.Contains));
    }

    static (JsonNode? First, JsonNode? Second) Pair(JsonNode? argument, string name) =>
        argument is JsonArray { Count: 2 } pair
            ? (pair[0], pair[1])
            : throw new TemplateException($"Template error: every {name} object requires a list of 2 parameters.");
}
