using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Parameters;

/// <summary>Turns what a caller gave and the template's defaults into checked parameter values.</summary>
public static class ParameterResolution
{
    const string StoreType = "AWS::SSM::Parameter::Value<";

    /// <summary>A parameter's value for each declaration, before anything is looked up.</summary>
    public static IReadOnlyList<ParameterSetting> Resolve(
        Template template,
        IReadOnlyList<ParameterInput> inputs,
        IReadOnlyList<ParameterSetting> previous
    )
    {
        var strangers = inputs.Where(i => !template.Parameters.ContainsKey(i.Key)).Select(i => i.Key).ToList();
        if (strangers.Count > 0)
            throw new TemplateException($"Parameters: [{string.Join(", ", strangers)}] do not exist in the template");
        var byKey = new Dictionary<string, ParameterInput>(StringComparer.Ordinal);
        foreach (var input in inputs)
            if (!byKey.TryAdd(input.Key, input))
                throw new TemplateException($"Parameter {input.Key} is given more than once");

        var missing = new List<string>();
        var settings = new List<ParameterSetting>();
        foreach (var declaration in template.Parameters.Values)
        {
            var input = byKey.GetValueOrDefault(declaration.Name);
            var value = input switch
            {
                { UsePreviousValue: true, Value.Length: > 0 } => throw new TemplateException(
                    $"Invalid input for parameter key {declaration.Name}. Cannot specify usePreviousValue as true and non empty value for a parameter"
                ),
                { UsePreviousValue: true } => previous.FirstOrDefault(p => p.Key == declaration.Name)?.Value
                    ?? throw new TemplateException(
                        $"Invalid input for parameter key {declaration.Name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template"
                    ),
                { Value: { } given } => given,
                _ => declaration.Default,
            };
            if (value is null)
                missing.Add(declaration.Name);
            else
                settings.Add(new ParameterSetting(declaration.Name, value, null) { NoEcho = declaration.NoEcho });
        }

        if (missing.Count > 0)
            throw new TemplateException($"Parameters: [{string.Join(", ", missing)}] must have values");
        foreach (var setting in settings)
            ParameterConstraints.Check(template.Parameters[setting.Key], setting.Value);
        return settings;
    }

    /// <summary>Is the value the name of a parameter in Systems Manager, to be looked up?</summary>
    public static bool IsStored(ParameterDeclaration declaration) =>
        declaration.Type.StartsWith(StoreType, StringComparison.Ordinal);

    /// <summary>The value that Ref gives: text, or a list for the list types.</summary>
    public static JsonNode ValueOf(ParameterDeclaration declaration, ParameterSetting setting)
    {
        var type = IsStored(declaration) ? declaration.Type[StoreType.Length..^1] : declaration.Type;
        var text = setting.ResolvedValue ?? setting.Value;
        if (Unknown.IsIn(text))
            return Unknown.Value;
        if (type == "CommaDelimitedList" || type.StartsWith("List<", StringComparison.Ordinal))
            return new JsonArray([.. text.Split(',').Select(item => JsonValue.Create(item.Trim()))]);
        return JsonValue.Create(text);
    }
}
