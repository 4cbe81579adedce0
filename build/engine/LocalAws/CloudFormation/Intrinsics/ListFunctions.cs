using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Intrinsics;

/// <summary>Fn::Length and Fn::ToJsonString, of templates with the transform AWS::LanguageExtensions.</summary>
static class ListFunctions
{
    static readonly JsonSerializerOptions plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonNode? Length(Evaluator evaluator, JsonNode? argument) =>
        evaluator.Evaluate(argument) switch
        {
            JsonArray list => JsonValue.Create(list.Count),
            JsonValue value when Unknown.IsIn(value) => Unknown.Value,
            JsonValue value when OpenValue.IsIn(value) => JsonValue.Create(1),
            _ => throw new TemplateException(
                "Template error: every Fn::Length object requires a list or a function that returns a list."
            ),
        };

    public static JsonNode? ToJsonString(Evaluator evaluator, JsonNode? argument) =>
        evaluator.Evaluate(argument) switch
        {
            JsonValue value when Unknown.IsIn(value) => Unknown.Value,
            { } node when node is not JsonValue || OpenValue.IsIn(node) => JsonValue.Create(node.ToJsonString(plain)),
            _ => throw new TemplateException(
                "Template error: every Fn::ToJsonString object requires an object or a list."
            ),
        };
}
