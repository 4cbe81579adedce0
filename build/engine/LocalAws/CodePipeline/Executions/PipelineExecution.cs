using System.Globalization;
using System.Text.Json.Serialization;

namespace LocalAws.CodePipeline.Executions;

/// <summary>A run of a pipeline.</summary>
public sealed record PipelineExecution
{
    /// <summary>A UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Counted by pipeline, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The version of the pipeline's definition.</summary>
    public required int Version { get; init; }

    /// <summary>InProgress, Stopping, Stopped, Succeeded, Superseded, Cancelled or Failed.</summary>
    public string Status { get; init; } = ExecutionStatus.InProgress;

    /// <summary>Why it has the status, or null.</summary>
    public string? StatusSummary { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>CreatePipeline or StartPipelineExecution.</summary>
    public required string TriggerType { get; init; }

    /// <summary>The ARN of who started it.</summary>
    public required string TriggerDetail { get; init; }

    /// <summary>Why it was stopped, or null.</summary>
    public string? StopReason { get; init; }

    /// <summary>The pipeline's variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Revisions that source actions take instead of the latest, by the action's name.</summary>
    public IReadOnlyDictionary<string, SourceOverride> Overrides { get; init; } =
        new Dictionary<string, SourceOverride>();

    /// <summary>The stages that it has entered, in their order.</summary>
    public IReadOnlyList<StageExecution> Stages { get; init; } = [];

    /// <summary>The stage that it waits to enter, or null.</summary>
    public string? Inbound { get; init; }

    /// <summary>The token of the request that started it, or null.</summary>
    public string? ClientToken { get; init; }

    /// <summary>How many action executions there were.</summary>
    public int Actions { get; init; }

    /// <summary>Whether it goes on.</summary>
    [JsonIgnore]
    public bool IsActive => Status is ExecutionStatus.InProgress or ExecutionStatus.Stopping;

    internal string Key => string.Create(CultureInfo.InvariantCulture, $"{Pipeline}/{Number:D8}");

    internal PipelineExecution WithStage(string name, Func<StageExecution, StageExecution> change) =>
        this with
        {
            Stages = Stages.Any(stage => stage.Name == name)
                ? [.. Stages.Select(stage => stage.Name == name ? change(stage) : stage)]
                : [.. Stages, change(new(name, ExecutionStatus.InProgress, 0))],
        };
}

/// <summary>A run of a stage.</summary>
/// <param name="Status">InProgress, Stopping, Stopped, Succeeded, Cancelled or Failed.</param>
/// <param name="FirstAction">The first of the execution's actions that counts: those before it are of an attempt that is repeated whole.</param>
public sealed record StageExecution(string Name, string Status, int FirstAction)
{
    /// <summary>How often it was retried.</summary>
    public int Retries { get; init; }
}

/// <summary>The revision that a source action takes.</summary>
/// <param name="Type">COMMIT_ID, S3_OBJECT_VERSION_ID or S3_OBJECT_KEY.</param>
public sealed record SourceOverride(string Type, string Value);

/// <summary>The statuses of executions of pipelines, stages and actions.</summary>
public static class ExecutionStatus
{
    public const string InProgress = "InProgress";
    public const string Stopping = "Stopping";
    public const string Stopped = "Stopped";
    public const string Succeeded = "Succeeded";
    public const string Superseded = "Superseded";
    public const string Cancelled = "Cancelled";
    public const string Failed = "Failed";
    public const string Abandoned = "Abandoned";
}
