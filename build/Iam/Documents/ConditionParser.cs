using System.Text.Json;
using Iam.Conditions;
using Iam.Matching;

namespace Iam.Documents;

/// <summary>Reads the Condition element of a statement.</summary>
sealed class ConditionParser(bool variables, List<string> errors, Action<string> syntax)
{
    public List<Condition> Parse(JsonElement element)
    {
        var conditions = new List<Condition>();
        if (element.ValueKind != JsonValueKind.Object)
        {
            syntax("has a Condition that is not an object");
            return conditions;
        }
        foreach (var block in element.EnumerateObject())
        {
            if (block.Value.ValueKind != JsonValueKind.Object)
                syntax($"has a Condition {block.Name} that is not an object");
            else if (!block.Value.EnumerateObject().Any())
                continue;
            else if (!ConditionOperator.TryParse(block.Name, out var op))
                syntax($"has a Condition with the unknown operator {block.Name}");
            else
                foreach (var key in block.Value.EnumerateObject())
                    Read(op, key, conditions);
        }
        return conditions;
    }

    void Read(ConditionOperator op, JsonProperty key, List<Condition> conditions)
    {
        if (Strings.OfScalars(key.Value) is not { } values)
        {
            syntax($"has values of {key.Name} under {op.Name} that are neither a string nor a list of strings");
            return;
        }
        var tests = new List<ValueTest>(values.Count);
        foreach (var value in values)
        {
            if (ValueTests.Compile(op.Family, value, variables) is { } test)
                tests.Add(test);
            else
                errors.Add("The policy failed legacy parsing");
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
