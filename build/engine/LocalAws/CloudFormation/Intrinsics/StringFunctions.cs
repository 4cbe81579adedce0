using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>Functions on text and lists: Fn::Sub, Fn::Join, Fn::Split, Fn::Select, Fn::Base64.</summary>
static partial class StringFunctions
{
    const string JoinError =
        "Template error: every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.";
    const string SplitError =
        "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.";
    const string SubError =
        "Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string";
    const string SelectError =
        "Template error: Fn::Select requires a list argument with two elements: an integer index and a list";

    /// <summary>The names between ${ and } of a Fn::Sub text; ${!Name} stands for itself.</summary>
    internal static IEnumerable<string> VariablesIn(string text) =>
        Variable().Matches(text).Select(match => match.Groups[1].Value.Trim()).Where(name => name is not ['!', ..]);

    public static JsonNode? Sub(Evaluator evaluator, JsonNode? argument)
    {
        var (text, variables) = argument switch
        {
            JsonValue plain => (plain.AsText(), null),
            JsonArray { Count: 2 } pair when pair[0] is JsonValue first && pair[1] is JsonObject map => (
                first.AsText(),
                map
            ),
            _ => throw new TemplateException(SubError),
        };
        return Variable().Replace(text, match => Substitute(evaluator, variables, match.Groups[1].Value));
    }

    static string Substitute(Evaluator evaluator, JsonObject? variables, string inner)
    {
        if (inner is ['!', ..])
            return $"${{{inner[1..]}}}";
        var name = inner.Trim();
        if (variables is not null && variables.TryGetPropertyValue(name, out var variable))
            return evaluator.Text(variable, SubError);
        if (!Name().IsMatch(name))
            throw new TemplateException(
                "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, and colons"
            );
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var value =
            dot < 0
                ? LookupFunctions.ResolveName(evaluator.Scope, name)
                : LookupFunctions.ResolveAttribute(evaluator.Scope, name[..dot], name[(dot + 1)..]);
        return value switch
        {
            JsonValue scalar => scalar.AsText(),
            JsonArray list => string.Join(',', list.Texts()),
            _ => throw new TemplateException(SubError),
        };
    }

    public static JsonNode? Join(Evaluator evaluator, JsonNode? argument)
    {
        if (argument is not JsonArray { Count: 2 } pair || pair[0] is not JsonValue delimiter)
            throw new TemplateException(JoinError);
        var texts = evaluator.Texts(pair[1], JoinError);
        return texts.Any(Unknown.IsIn) ? Unknown.Value : string.Join(delimiter.AsText(), texts);
    }

    public static JsonNode? Split(Evaluator evaluator, JsonNode? argument)
    {
        if (argument is not JsonArray { Count: 2 } pair || pair[0] is not JsonValue delimiter)
            throw new TemplateException(SplitError);
        var text = evaluator.Text(pair[1], SplitError);
        if (Unknown.IsIn(text))
            return Unknown.Value;
        var parts = text.Split(delimiter.AsText());
        return new JsonArray([.. parts.Select(part => JsonValue.Create(part))]);
    }

    public static JsonNode? Select(Evaluator evaluator, JsonNode? argument)
    {
        if (argument is not JsonArray { Count: 2 } pair)
            throw new TemplateException(SelectError);
        var index = evaluator.Text(pair[0], SelectError);
        var value = evaluator.Evaluate(pair[1]);
        if (Unknown.IsIn(index) || (value is JsonValue && Unknown.IsIn(value)))
            return Unknown.Value;
        if (value is JsonValue && OpenValue.IsIn(value))
            return value;
        if (value is not JsonArray list)
            throw new TemplateException(SelectError);
        if (int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < list.Count)
            return list[at]?.DeepClone();
        if (Unknown.IsIn(list))
            return Unknown.Value;
        if (list.FirstOrDefault(OpenValue.IsIn) is { } open)
            return open.DeepClone();
        // What a function gives is found to be too short later than what is written in the template.
        throw new TemplateException(
            pair[1] is JsonArray
                ? SelectError
                : $"Template error: Fn::Select cannot select nonexistent value at index {index}"
        );
    }

    public static JsonNode? Base64(Evaluator evaluator, JsonNode? argument)
    {
        var text = evaluator.Text(argument, "Template error: every Fn::Base64 object must have a String-typed value.");
        return Unknown.IsIn(text) ? Unknown.Value : Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }

    [GeneratedRegex(@"\$\{([^}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^[A-Za-z0-9_.:]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
