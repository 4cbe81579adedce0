using System.Text.Json.Serialization;
using LocalAws.CodePipeline.Definitions;
using LocalAws.CodePipeline.Executions;
using LocalAws.Worlds;

namespace LocalAws.CodePipeline.Pipelines;

/// <summary>The pipelines and executions of an account and region.</summary>
static class PipelineTables
{
    /// <summary>By name.</summary>
    public static readonly TableDefinition<Pipeline> Pipelines = new(
        "codepipeline.pipelines",
        PipelineJsonContext.Default.Pipeline
    );

    /// <summary>By name/version.</summary>
    public static readonly TableDefinition<PipelineDefinition> Versions = new(
        "codepipeline.versions",
        PipelineJsonContext.Default.PipelineDefinition
    );

    /// <summary>By name/number.</summary>
    public static readonly TableDefinition<PipelineExecution> Executions = new(
        "codepipeline.executions",
        PipelineJsonContext.Default.PipelineExecution
    );

    /// <summary>By name/number of the execution/number of the action execution.</summary>
    public static readonly TableDefinition<ActionExecution> Actions = new(
        "codepipeline.actions",
        PipelineJsonContext.Default.ActionExecution
    );
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Pipeline))]
[JsonSerializable(typeof(PipelineDefinition))]
[JsonSerializable(typeof(PipelineExecution))]
[JsonSerializable(typeof(ActionExecution))]
sealed partial class PipelineJsonContext : JsonSerializerContext;
