using System.Text.Json.Serialization;
using LocalAws.CodePipeline.Definitions;

namespace LocalAws.CodePipeline.Pipelines;

/// <summary>A pipeline as it stands.</summary>
public sealed record Pipeline
{
    /// <summary>The present definition.</summary>
    public required PipelineDefinition Definition { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it was last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The stages that nothing may enter, by name.</summary>
    public IReadOnlyDictionary<string, DisabledTransition> Disabled { get; init; } =
        new Dictionary<string, DisabledTransition>();

    /// <summary>How many executions there were.</summary>
    public long Executions { get; init; }

    /// <summary>The name.</summary>
    [JsonIgnore]
    public string Name => Definition.Name;
}

/// <summary>Why a stage may not be entered, or, once it may again, who said so.</summary>
public sealed record DisabledTransition(string Reason, string By, DateTimeOffset At);
