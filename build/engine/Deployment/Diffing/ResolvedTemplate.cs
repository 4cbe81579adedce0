using System.Text.Json.Nodes;
using Cake.AWS.CloudFormation.Client;
using Deployment.Assemblies;
using Deployment.Stacks;

namespace Deployment.Diffing;

/// <summary>
/// What a template says with its parameters' values put in and its conditions decided, as far as they are known. What is
/// not known, such as another resource's attribute or a hidden value, stays the function that it is.
/// </summary>
/// <param name="Resources">Without those whose condition does not hold.</param>
/// <param name="Outputs">Without those whose condition does not hold.</param>
/// <param name="Undecided">The conditions that depend on what is not known.</param>
/// <param name="Values">The values of the parameters that are known, as text.</param>
sealed record ResolvedTemplate(
    JsonObject Resources,
    JsonObject Outputs,
    JsonObject Undecided,
    IReadOnlyDictionary<string, string> Values
)
{
    public static ResolvedTemplate Of(
        TemplateDocument template,
        IReadOnlyList<StackParameter> parameters,
        StackReference stack
    )
    {
        var texts = Texts(template, parameters);
        var values = template
            .Parameters.Where(p => texts.ContainsKey(p.Name))
            .ToDictionary(p => p.Name, p => Value(p.Type, texts[p.Name]), StringComparer.Ordinal);
        foreach (var (name, value) in Pseudo(stack.Environment))
            values[name] = value;
        var functions = new TemplateFunctions(template.Content, values);
        var undecided = new JsonObject();
        foreach (var (name, condition) in template.Section("Conditions"))
            if (functions.IsTrue(name) is null)
                undecided[name] = functions.Resolve(condition);
        return new ResolvedTemplate(
            Members(template.Section("Resources"), functions),
            Members(template.Section("Outputs"), functions),
            undecided,
            texts
        );
    }

    /// <summary>The values that are known: a hidden one is not, nor is a stored one that was not looked up.</summary>
    static Dictionary<string, string> Texts(TemplateDocument template, IReadOnlyList<StackParameter> parameters)
    {
        var given = parameters.ToLookup(p => p.Key, StringComparer.Ordinal);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var declared in template.Parameters.Where(p => !p.NoEcho))
        {
            var parameter = given[declared.Name].FirstOrDefault();
            var text = parameter?.ResolvedValue ?? (declared.IsStored ? null : parameter?.Value);
            if (text is not null && text != StackParameters.Hidden)
                texts[declared.Name] = text;
        }
        return texts;
    }

    static JsonNode Value(string type, string text) =>
        type.Contains("List<", StringComparison.Ordinal)
        || type.Contains("CommaDelimitedList", StringComparison.Ordinal)
            ? new JsonArray([.. text.Split(',').Select(item => (JsonNode)JsonValue.Create(item.Trim()))])
            : JsonValue.Create(text);

    static IEnumerable<(string, JsonNode)> Pseudo(TargetEnvironment environment) =>
        [
            ("AWS::AccountId", JsonValue.Create(environment.Account)),
            ("AWS::Region", JsonValue.Create(environment.Region)),
            ("AWS::Partition", JsonValue.Create(environment.Partition)),
            ("AWS::URLSuffix", JsonValue.Create(environment.UrlSuffix)),
        ];

    static JsonObject Members(JsonObject section, TemplateFunctions functions)
    {
        var result = new JsonObject();
        foreach (var (name, member) in section)
        {
            if (member is not JsonObject declared)
                continue;
            var holds = declared["Condition"] is { } condition ? functions.IsTrue(condition.ToString()) : true;
            if (holds == false || functions.Resolve(declared) is not JsonObject resolved)
                continue;
            if (holds == true)
                resolved.Remove("Condition");
            // An order to work in is no part of what a stack is.
            resolved.Remove("DependsOn");
            result[name] = resolved;
        }
        return result;
    }
}
