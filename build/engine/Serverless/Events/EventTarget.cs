using System.Text.Json.Nodes;
using Serverless.Resources;
using Serverless.Values;

namespace Serverless.Events;

/// <summary>What events invoke: a function or state machine, or the alias that is published of it.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Arn">A call for its ARN.</param>
/// <param name="Name">A call for what permissions and mappings name it by.</param>
/// <param name="Owner">The SAM resource that it is made of.</param>
sealed record EventTarget(GeneratedResource Resource, JsonObject Arn, JsonObject Name, SourceResource Owner)
{
    public static EventTarget Function(GeneratedResource function, SourceResource owner) =>
        new(function, function.Arn, function.Reference, owner);

    /// <summary>An alias, or a state machine: its Ref is its ARN.</summary>
    public static EventTarget ByReference(GeneratedResource resource, SourceResource owner) =>
        new(resource, resource.Reference, resource.Reference, owner);

    public JsonObject Attributes => Owner.PassedAttributes;

    public string? Condition => Owner.Condition;

    /// <summary>A resource beside the target, under its condition and policies.</summary>
    public GeneratedResource Beside(string logicalId, string type, JsonNode? dependsOn = null) =>
        new(logicalId, type, Attributes, dependsOn);

    /// <summary>Lets a service invoke the function.</summary>
    public GeneratedResource Permission(
        string prefix,
        string principal,
        JsonNode? sourceArn = null,
        JsonNode? sourceAccount = null,
        string suffix = "",
        JsonNode? token = null
    ) =>
        Beside(
                Nodes.IsAlphanumeric(suffix)
                    ? $"{prefix}Permission{suffix}"
                    : SortedText.Id($"{prefix}Permission", suffix),
                "AWS::Lambda::Permission"
            )
            .With(
                ("Action", "lambda:InvokeFunction"),
                ("FunctionName", Name),
                ("Principal", principal),
                ("SourceAccount", sourceAccount),
                ("SourceArn", sourceArn),
                ("EventSourceToken", token)
            );
}
