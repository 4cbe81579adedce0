using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Transforms;

/// <summary>
/// The transform AWS::LanguageExtensions: unrolls Fn::ForEach and puts literals where only they may stand, the policies of
/// resources and the names in Ref and Fn::GetAtt. Fn::Length, Fn::ToJsonString and the default of Fn::FindInMap are
/// evaluated with the rest of the template.
/// </summary>
/// <remarks>CloudFormation Template Reference, "AWS::LanguageExtensions transform" and "Fn::ForEach".</remarks>
static class LanguageExtensions
{
    public const string Name = "AWS::LanguageExtensions";

    static readonly string[] policies = ["DeletionPolicy", "UpdateReplacePolicy"];

    /// <summary>The functions that only templates with the transform may use.</summary>
    public static bool IsFunction(string name) =>
        name is "Fn::Length" or "Fn::ToJsonString" || name.StartsWith(ForEachLoops.Prefix, StringComparison.Ordinal);

    /// <summary>The template's text as CloudFormation processes it.</summary>
    /// <param name="text">The template as it was submitted.</param>
    /// <param name="scope">Its head, with the values of parameters.</param>
    public static string Process(string text, EvaluationScope scope)
    {
        try
        {
            var root = TemplateText.Read(text);
            var loops = new ForEachLoops(new Evaluator(scope));
            foreach (var section in new[] { "Conditions", "Resources", "Outputs" })
                if (root[section] is JsonObject members)
                    root[section] = loops.Unroll(members);
            if (root["Conditions"] is { } conditions)
                root["Conditions"] = WithLiteralNames(conditions, new Evaluator(scope));
            // The conditions are complete only now.
            var evaluator = new Evaluator(
                scope with
                {
                    Template = scope.Template with { Conditions = TemplateParser.ConditionsOf(root) },
                }
            );
            foreach (var resource in (root["Resources"] as JsonObject ?? []).Select(entry => entry.Value))
                if (resource is JsonObject map)
                    foreach (var policy in policies)
                        if (map[policy] is JsonObject function)
                            map[policy] = evaluator.Evaluate(function);
            foreach (var section in new[] { "Resources", "Outputs" })
                root[section] = WithLiteralNames(root[section], evaluator);
            if (root["Outputs"] is null)
                root.Remove("Outputs");
            root["Transform"] = new JsonArray();
            return root.ToJsonString();
        }
        catch (TemplateException error)
        {
            throw new TemplateException($"Transform {Name} failed with: {error.Message}");
        }
    }

    /// <summary>The processed template as clients are shown it.</summary>
    public static string Shown(string processed)
    {
        var root = TemplateText.Read(processed);
        root.Remove("Transform");
        return root.ToJsonString();
    }

    static JsonNode? WithLiteralNames(JsonNode? node, Evaluator evaluator)
    {
        switch (node)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(item => WithLiteralNames(item, evaluator))]);
            case JsonObject when node.IsCall(out var name, out var argument):
                return new JsonObject
                {
                    [name] = name switch
                    {
                        "Ref" when argument is JsonObject => evaluator.Evaluate(argument),
                        "Fn::GetAtt" when argument is JsonArray path && path.Any(part => part is JsonObject) =>
                            evaluator.Evaluate(argument),
                        _ => WithLiteralNames(argument, evaluator),
                    },
                };
            case JsonObject map:
                return new JsonObject(
                    map.Select(entry => KeyValuePair.Create(entry.Key, WithLiteralNames(entry.Value, evaluator)))
                );
            default:
                return node?.DeepClone();
        }
    }
}
