using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;

namespace LocalAws.CloudFormation.Templates;

/// <summary>Which names a template's values refer to, and whether each of them exists.</summary>
public static class TemplateReferences
{
    /// <summary>One use of another member: Ref has no attribute, Fn::GetAtt names one.</summary>
    public sealed record Reference(string Name, string? Attribute);

    public static IEnumerable<Reference> Of(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                return list.SelectMany(Of);
            case JsonObject when node.IsCall(out var function, out var argument):
                return function switch
                {
                    "Ref" => argument is JsonValue ? [new Reference(argument.AsText(), null)] : [],
                    "Fn::GetAtt" => OfGetAtt(argument),
                    "Fn::Sub" => OfSub(argument),
                    "Condition" => [],
                    _ => Of(argument),
                };
            case JsonObject map:
                return map.SelectMany(entry => Of(entry.Value));
            default:
                return [];
        }
    }

    static IEnumerable<Reference> OfGetAtt(JsonNode? argument)
    {
        var (name, attribute) = LookupFunctions.AttributeOf(argument);
        return attribute is JsonValue
            ? [new Reference(name, attribute.AsText())]
            : [new Reference(name, ""), .. Of(attribute)];
    }

    static IEnumerable<Reference> OfSub(JsonNode? argument)
    {
        var text = argument is JsonArray { Count: > 0 } list ? list[0] : argument;
        var variables = argument is JsonArray { Count: > 1 } pair ? pair[1] as JsonObject : null;
        var own = StringFunctions
            .VariablesIn(text is JsonValue ? text.AsText() : "")
            .Where(name => variables?.ContainsKey(name) != true)
            .Select(name =>
            {
                var dot = name.IndexOf('.', StringComparison.Ordinal);
                return dot < 0 ? new Reference(name, null) : new Reference(name[..dot], name[(dot + 1)..]);
            });
        return own.Concat(Of(variables));
    }

    /// <summary>Names of the conditions that a value uses through Fn::If or Condition.</summary>
    public static IEnumerable<string> ConditionsOf(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray list:
                return list.SelectMany(ConditionsOf);
            case JsonObject when node.IsCall(out var function, out var argument):
                return function switch
                {
                    "Fn::If" when argument is JsonArray { Count: > 0 } branches && branches[0] is JsonValue name =>
                    [
                        name.AsText(),
                        .. branches.Skip(1).SelectMany(ConditionsOf),
                    ],
                    "Condition" when argument is JsonValue name => [name.AsText()],
                    _ => ConditionsOf(argument),
                };
            case JsonObject map:
                return map.SelectMany(entry => ConditionsOf(entry.Value));
            default:
                return [];
        }
    }

    internal static void Check(Template template)
    {
        CheckResources(template);
        CheckOutputs(template);
        CheckConditions(template);
        CheckRules(template);
        ResourceOrder.Check(template);
    }

    static readonly HashSet<string> PseudoParameters = new(StringComparer.Ordinal)
    {
        "AWS::AccountId",
        "AWS::NoValue",
        "AWS::NotificationARNs",
        "AWS::Partition",
        "AWS::Region",
        "AWS::StackId",
        "AWS::StackName",
        "AWS::URLSuffix",
    };

    static bool IsPseudo(string name) => PseudoParameters.Contains(name);

    static bool IsKnown(Template template, Reference reference) =>
        reference.Attribute is null
            ? IsPseudo(reference.Name)
                || template.Parameters.ContainsKey(reference.Name)
                || template.Resources.ContainsKey(reference.Name)
            : template.Resources.ContainsKey(reference.Name);

    static void CheckResources(Template template)
    {
        var common = template.Resources.Keys.Where(template.Parameters.ContainsKey).ToList();
        if (common.Count > 0)
            throw new TemplateException(
                $"Template error: all resources and parameters must have unique names. Common name(s):[{string.Join(", ", common)}]"
            );
        var unresolved = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var resource in template.Resources.Values)
        {
            foreach (var reference in Of(resource.Properties).Where(reference => !IsKnown(template, reference)))
            {
                if (reference.Attribute is { Length: > 0 } && !InSub(resource.Properties, reference))
                    throw new TemplateException(
                        $"Template error: instance of Fn::GetAtt references undefined resource {reference.Name}"
                    );
                unresolved.Add(reference.Name);
            }

            unresolved.UnionWith(resource.DependsOn.Where(name => !template.Resources.ContainsKey(name)));
            if (resource.Condition is { } own && !template.Conditions.ContainsKey(own))
                throw new TemplateException(
                    $"Template format error: Unresolved condition dependency {own} in the Resources block of the template"
                );
            CheckIfs(template, resource.Properties);
        }

        if (unresolved.Count > 0)
            throw new TemplateException(
                $"Template format error: Unresolved resource dependencies [{string.Join(", ", unresolved)}] in the Resources block of the template"
            );
    }

    /// <summary>A key named Condition inside a policy document is that document's, so only Fn::If counts here.</summary>
    static void CheckIfs(Template template, JsonNode? node)
    {
        if (IfConditions(node).FirstOrDefault(name => !template.Conditions.ContainsKey(name)) is { } missing)
            throw new TemplateException($"Template error: unresolved condition dependency {missing} in Fn::If");
    }

    static IEnumerable<string> IfConditions(JsonNode? node) =>
        node switch
        {
            JsonArray list => list.SelectMany(IfConditions),
            JsonObject { Count: 1 } map
                when map["Fn::If"] is JsonArray { Count: > 0 } branches && branches[0] is JsonValue name =>
            [
                name.AsText(),
                .. branches.Skip(1).SelectMany(IfConditions),
            ],
            JsonObject map => map.SelectMany(entry => IfConditions(entry.Value)),
            _ => [],
        };

    static bool InSub(JsonNode node, Reference reference) =>
        node.ToJsonString().Contains($"${{{reference.Name}.{reference.Attribute}}}", StringComparison.Ordinal);

    static void CheckOutputs(Template template)
    {
        foreach (var output in template.Outputs.Values)
        {
            var unresolved = Of(output.Value)
                .Concat(Of(output.ExportName))
                .Where(reference => !IsKnown(template, reference))
                .Select(reference => reference.Name)
                .Distinct(StringComparer.Ordinal)
                .ToList();
            if (unresolved.Count > 0)
                throw new TemplateException(
                    $"Unresolved resource dependencies [{string.Join(", ", unresolved)}] in the Outputs block of the template"
                );
            CheckIfs(template, output.Value);
            if (output.Condition is { } condition && !template.Conditions.ContainsKey(condition))
                throw new TemplateException(
                    $"Template format error: Unresolved condition dependency {condition} in the Outputs block of the template"
                );
        }
    }

    static void CheckConditions(Template template)
    {
        foreach (var condition in template.Conditions.Values)
        {
            var unresolved = Of(condition)
                .Where(reference => !IsPseudo(reference.Name) && !template.Parameters.ContainsKey(reference.Name))
                .Select(reference => reference.Name)
                .Distinct(StringComparer.Ordinal)
                .ToList();
            if (unresolved.Count > 0)
                throw new TemplateException(
                    $"Template format error: Unresolved dependencies [{string.Join(", ", unresolved)}]. Cannot reference resources in the Conditions block of the template"
                );
            foreach (var name in ConditionsOf(condition))
                if (!template.Conditions.ContainsKey(name))
                    throw new TemplateException(
                        $"Template format error: Unresolved condition dependency {name} in the Conditions block of the template"
                    );
        }
    }

    static void CheckRules(Template template)
    {
        foreach (var rule in template.Rules.Values)
        foreach (var reference in rule.Assertions.SelectMany(a => Of(a.Assert)).Concat(Of(rule.Condition)))
            if (!IsPseudo(reference.Name) && !template.Parameters.ContainsKey(reference.Name))
                throw new TemplateException(
                    $"Template format error: Unresolved dependencies [{reference.Name}]. Cannot reference resources in the Rules block of the template"
                );
    }
}
