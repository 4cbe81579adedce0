using System.Text.Json;
using Iam.Conditions;
using Iam.Matching;

namespace Iam.Documents;

/// <summary>Reads the Condition element of a statement.</summary>
sealed class ConditionParser(bool variables, Mistakes mistakes, int statement)
{
    public List<Condition> Parse(JsonElement element)
    {
        var conditions = new List<Condition>();
        if (element.ValueKind != JsonValueKind.Object)
        {
            Syntax("has a Condition that is not an object");
            return conditions;
        }
        foreach (var block in element.EnumerateObject())
        {
            if (block.Value.ValueKind != JsonValueKind.Object)
                Syntax($"has a Condition {block.Name} that is not an object");
            else if (!block.Value.EnumerateObject().Any())
                continue;
            else if (!ConditionOperator.TryParse(block.Name, out var op))
                Syntax(
                    $"has a Condition with the unknown operator {block.Name}",
                    PolicyMistakeKind.Operator,
                    block.Name
                );
            else
                foreach (var key in block.Value.EnumerateObject())
                    Read(op, key, conditions);
        }
        return conditions;
    }

    void Syntax(string why, PolicyMistakeKind kind = PolicyMistakeKind.Syntax, string subject = "") =>
        mistakes.Syntax($"Statement {statement} {why}.", kind, subject);

    void Read(ConditionOperator op, JsonProperty key, List<Condition> conditions)
    {
        if (Strings.OfScalars(key.Value) is not { } values)
        {
            Syntax($"has values of {key.Name} under {op.Name} that are neither a string nor a list of strings");
            return;
        }
        var tests = new List<ValueTest>(values.Count);
        foreach (var value in values)
        {
            if (ValueTests.Compile(op.Family, value, variables) is { } test)
                tests.Add(test);
            else
                mistakes.Legacy(PolicyMistakeKind.ConditionValue, value);
        }
        conditions.Add(new Condition(op, key.Name, values, tests, VariablesOf(values)));
    }

    IReadOnlyList<string> VariablesOf(List<string> values) =>
        [
            .. values
                .SelectMany(v => PolicyVariables.Split(v, variables, wildcards: false))
                .Select(p => p.Variable)
                .OfType<string>(),
        ];
}
