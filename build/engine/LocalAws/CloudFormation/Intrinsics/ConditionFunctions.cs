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
        return evaluator.EvaluateCondition(name.AsText()) switch
        {
            true => evaluator.Evaluate(branches[1]),
            false => evaluator.Evaluate(branches[2]),
            null => Either(evaluator.Evaluate(branches[1]), evaluator.Evaluate(branches[2])),
        };
    }

    /// <summary>The value that a choice comes to while it is open: what both branches come to, or nothing known.</summary>
    static JsonNode? Either(JsonNode? one, JsonNode? other) => JsonValues.Same(one, other) ? one : Unknown.Value;

    public static JsonNode? And(Evaluator evaluator, JsonNode? argument) =>
        Any(evaluator, Operands(argument, "Fn::And"), wanted: false);

    public static JsonNode? Or(Evaluator evaluator, JsonNode? argument) =>
        Any(evaluator, Operands(argument, "Fn::Or"), wanted: true);

    /// <summary>The wanted value if an operand has it, unknown if an operand is, and the opposite if all have that.</summary>
    static JsonNode Any(Evaluator evaluator, JsonArray operands, bool wanted)
    {
        var isOpen = false;
        foreach (var operand in operands)
        {
            var value = evaluator.EvaluateBoolean(operand);
            if (value == wanted)
                return JsonValue.Create(wanted);
            isOpen |= value is null;
        }
        return isOpen ? Unknown.Value : JsonValue.Create(!wanted);
    }

    static JsonArray Operands(JsonNode? argument, string name) =>
        argument is JsonArray { Count: >= 2 and <= 10 } operands
            ? operands
            : throw new TemplateException(
                $"Template error: every {name} object requires a list of at least 2 and at most 10 boolean parameters."
            );

    public static JsonNode? Not(Evaluator evaluator, JsonNode? argument) =>
        argument is JsonArray { Count: 1 } operand
            ? evaluator.EvaluateBoolean(operand[0]) is { } value
                ? JsonValue.Create(!value)
                : Unknown.Value
            : throw new TemplateException("Template error: every Fn::Not object requires one boolean parameter.");

    public static JsonNode? Equal(Evaluator evaluator, JsonNode? argument)
    {
        if (argument is not JsonArray { Count: 2 } pair)
            throw new TemplateException(
                "Template error: every Fn::Equals object requires a list of 2 string parameters."
            );
        var (one, other) = (evaluator.Evaluate(pair[0]), evaluator.Evaluate(pair[1]));
        return IsOpen(one, other) ? Unknown.Value : JsonValue.Create(JsonValues.Same(one, other));
    }

    static bool IsOpen(JsonNode? one, JsonNode? other) => Unknown.IsIn(one) || Unknown.IsIn(other);

    public static JsonNode? Contains(Evaluator evaluator, JsonNode? argument)
    {
        var (list, value) = Pair(argument, "Fn::Contains");
        var text = evaluator.Text(value, "Template error: Fn::Contains requires a string as its second parameter.");
        var members = evaluator.Evaluate(list);
        return IsOpen(members, text) ? Unknown.Value : JsonValue.Create(members.Texts().Contains(text));
    }

    public static JsonNode? EachMemberEquals(Evaluator evaluator, JsonNode? argument)
    {
        var (list, value) = Pair(argument, "Fn::EachMemberEquals");
        var text = evaluator.Text(value, "Template error: Fn::EachMemberEquals requires a string to compare with.");
        var members = evaluator.Evaluate(list);
        return IsOpen(members, text) ? Unknown.Value : JsonValue.Create(members.Texts().All(item => item == text));
    }

    public static JsonNode? EachMemberIn(Evaluator evaluator, JsonNode? argument)
    {
        var (members, allowed) = Pair(argument, "Fn::EachMemberIn");
        var (items, choice) = (evaluator.Evaluate(members), evaluator.Evaluate(allowed));
        return IsOpen(items, choice)
            ? Unknown.Value
            : JsonValue.Create(items.Texts().All(choice.Texts().ToHashSet(StringComparer.Ordinal).Contains));
    }

    static (JsonNode? First, JsonNode? Second) Pair(JsonNode? argument, string name) =>
        argument is JsonArray { Count: 2 } pair
            ? (pair[0], pair[1])
            : throw new TemplateException($"Template error: every {name} object requires a list of 2 parameters.");
}
