using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Templates;
using LocalAws.Protocol;

namespace LocalAws.CodePipeline.Definitions;

/// <summary>Reads a pipeline as its API or as CloudFormation tells it.</summary>
static class DefinitionReader
{
    public static PipelineDefinition Read(JsonElement pipeline)
    {
        try
        {
            return Complete(pipeline.Deserialize(DefinitionJson.Default.PipelineDefinition)!);
        }
        catch (JsonException malformed)
        {
            throw new AwsException(
                "SerializationException",
                $"The member pipeline{malformed.Path?.TrimStart('$')} has an unexpected type."
            );
        }
    }

    /// <summary>The properties of AWS::CodePipeline::Pipeline: the same words with capitals, and every scalar may be text.</summary>
    public static PipelineDefinition ReadTemplate(JsonObject properties, string name)
    {
        var pipeline = (JsonObject)Lowered(properties)!;
        pipeline["name"] = name;
        if (pipeline["artifactStores"] is JsonArray stores)
            pipeline["artifactStores"] = new JsonObject(
                stores
                    .OfType<JsonObject>()
                    .Select(store =>
                        KeyValuePair.Create(store.Text("region") ?? "", store["artifactStore"]?.DeepClone())
                    )
            );
        using var document = JsonDocument.Parse(pipeline.ToJsonString());
        return Read(document.RootElement);
    }

    /// <summary>What JSON gives as null is as if it were not there; a generated reader gives null for that, too.</summary>
    static PipelineDefinition Complete(PipelineDefinition definition) =>
        definition with
        {
            Name = definition.Name ?? "",
            RoleArn = definition.RoleArn ?? "",
            ExecutionMode = definition.ExecutionMode ?? "SUPERSEDED",
            PipelineType = definition.PipelineType ?? "V1",
            ArtifactStores = definition
                .ArtifactStores?.Where(store => store.Value is not null)
                .ToDictionary(StringComparer.Ordinal),
            Variables = definition.Variables is { } variables
                ? [.. variables.Where(variable => variable?.Name is not null)]
                : null,
            Stages =
            [
                .. (definition.Stages ?? [])
                    .OfType<StageDefinition>()
                    .Select(stage =>
                        stage with
                        {
                            Name = stage.Name ?? "",
                            Actions = [.. (stage.Actions ?? []).OfType<ActionDefinition>().Select(Complete)],
                        }
                    ),
            ],
        };

    static ActionDefinition Complete(ActionDefinition action) =>
        action with
        {
            Name = action.Name ?? "",
            RunOrder = action.RunOrder ?? 1,
            ActionTypeId = action.ActionTypeId ?? new(),
            Configuration = (action.Configuration ?? new Dictionary<string, string>())
                .Where(entry => entry.Value is not null)
                .ToDictionary(StringComparer.Ordinal),
            InputArtifacts = Named(action.InputArtifacts),
            OutputArtifacts = Named(action.OutputArtifacts),
        };

    static List<ArtifactName> Named(IReadOnlyList<ArtifactName>? artifacts) =>
        [.. (artifacts ?? []).Where(artifact => artifact?.Name is not null)];

    static JsonNode? Lowered(JsonNode? node) =>
        node switch
        {
            JsonObject map => new JsonObject(
                map.Select(entry =>
                    KeyValuePair.Create(
                        char.ToLowerInvariant(entry.Key[0]) + entry.Key[1..],
                        entry.Key switch
                        {
                            "Configuration" => Texts(entry.Value),
                            // Often written as a number.
                            "Version" => (entry.Value as JsonValue)?.AsText() ?? Lowered(entry.Value),
                            _ => Lowered(entry.Value),
                        }
                    )
                )
            ),
            JsonArray list => new JsonArray([.. list.Select(Lowered)]),
            null => null,
            _ => node.DeepClone(),
        };

    /// <summary>The configuration of an action is a map of texts, under keys of its provider.</summary>
    static JsonNode? Texts(JsonNode? configuration) =>
        configuration is JsonObject map
            ? new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value?.AsText())))
            : configuration?.DeepClone();
}
