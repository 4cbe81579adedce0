using System.Text.Json;
using System.Text.Json.Serialization;

namespace LocalAws.CodePipeline.Definitions;

/// <summary>The structure of a pipeline, as its API tells it.</summary>
public sealed record PipelineDefinition
{
    /// <summary>What stands for a token in answers.</summary>
    public const string Masked = "****";

    /// <summary>The pipeline's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The service role.</summary>
    public string RoleArn { get; init; } = "";

    /// <summary>Where artifacts are, for a pipeline of one region.</summary>
    public ArtifactStore? ArtifactStore { get; init; }

    /// <summary>Where artifacts are, by region.</summary>
    public IReadOnlyDictionary<string, ArtifactStore>? ArtifactStores { get; init; }

    /// <summary>The stages in their order.</summary>
    public IReadOnlyList<StageDefinition> Stages { get; init; } = [];

    /// <summary>Counted from 1, up with every update.</summary>
    public int Version { get; init; } = 1;

    /// <summary>SUPERSEDED, QUEUED or PARALLEL.</summary>
    public string ExecutionMode { get; init; } = "SUPERSEDED";

    /// <summary>V1 or V2.</summary>
    public string PipelineType { get; init; } = "V1";

    /// <summary>What the start of an execution may set; V2 only.</summary>
    public IReadOnlyList<VariableDefinition>? Variables { get; init; }

    /// <summary>Kept and told; a push starts nothing here.</summary>
    public JsonElement? Triggers { get; init; }

    /// <summary>The artifact store of a region.</summary>
    public ArtifactStore? StoreOf(string region) => ArtifactStores?.GetValueOrDefault(region) ?? ArtifactStore;

    /// <summary>The same without its tokens, as answers show it.</summary>
    public PipelineDefinition Displayed() => WithTokens((_, _, _) => Masked);

    /// <summary>The same where a masked token stands for what is known already.</summary>
    public PipelineDefinition Unmasked(PipelineDefinition before) =>
        WithTokens(
            (stage, action, token) =>
                token == Masked
                    ? before
                        .Stages.FirstOrDefault(known => known.Name == stage.Name)
                        ?.Actions.FirstOrDefault(known => known.Name == action.Name)
                        ?.Configuration.GetValueOrDefault(ActionDefinition.Token)
                        ?? token
                    : token
        );

    PipelineDefinition WithTokens(Func<StageDefinition, ActionDefinition, string, string> change) =>
        this with
        {
            Stages =
            [
                .. Stages.Select(stage =>
                    stage with
                    {
                        Actions =
                        [
                            .. stage.Actions.Select(action => action.WithToken(token => change(stage, action, token))),
                        ],
                    }
                ),
            ],
        };
}

/// <summary>A bucket for artifacts.</summary>
public sealed record ArtifactStore
{
    /// <summary>S3.</summary>
    public string Type { get; init; } = "";

    /// <summary>The bucket.</summary>
    public string Location { get; init; } = "";

    /// <summary>The KMS key, or null for S3's own.</summary>
    public EncryptionKey? EncryptionKey { get; init; }
}

/// <summary>A KMS key by id, ARN or alias.</summary>
public sealed record EncryptionKey
{
    /// <summary>Id, ARN or alias ARN.</summary>
    public string Id { get; init; } = "";

    /// <summary>KMS.</summary>
    public string Type { get; init; } = "";
}

/// <summary>A variable of a pipeline.</summary>
public sealed record VariableDefinition
{
    /// <summary>The name behind "variables.".</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is when the start says nothing.</summary>
    public string? DefaultValue { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }
}

/// <summary>A stage of a pipeline.</summary>
public sealed record StageDefinition
{
    /// <summary>The name, unique in the pipeline.</summary>
    public string Name { get; init; } = "";

    /// <summary>The actions, in the order of their run orders.</summary>
    public IReadOnlyList<ActionDefinition> Actions { get; init; } = [];

    /// <summary>A condition, which is kept and told; a stage that has one fails here.</summary>
    public JsonElement? BeforeEntry { get; init; }

    /// <summary>Likewise.</summary>
    public JsonElement? OnSuccess { get; init; }

    /// <summary>Likewise.</summary>
    public JsonElement? OnFailure { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(PipelineDefinition))]
sealed partial class DefinitionJson : JsonSerializerContext;
