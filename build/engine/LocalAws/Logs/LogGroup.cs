using System.Text.Json.Serialization;
using LocalAws.Worlds;

namespace LocalAws.Logs;

/// <summary>A group of log streams.</summary>
public sealed record LogGroup
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN, without the asterisk that some answers add.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Days that events are kept, or null for ever; nothing here expires.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>The KMS key, or null.</summary>
    public string? KeyId { get; init; }

    /// <summary>STANDARD, INFREQUENT_ACCESS or DELIVERY.</summary>
    public string Class { get; init; } = "STANDARD";

    /// <summary>Tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>A sequence of events of one source.</summary>
public sealed record LogStream(string Group, string Name, string Arn, DateTimeOffset Created);

/// <summary>What one PutLogEvents call left in a stream.</summary>
public sealed record LogBatch(DateTimeOffset Ingested, IReadOnlyList<LogEvent> Events)
{
    /// <summary>The ARN of the KMS key that the group had then, or null; it decides who may read them from then on.</summary>
    public string? KeyId { get; init; }
}

/// <summary>A line; the time is in milliseconds since 1970, as its source tells it.</summary>
public sealed record LogEvent(long Timestamp, string Message);

/// <summary>An event where it was found.</summary>
public sealed record FoundEvent(string Stream, string Id, LogEvent Event, DateTimeOffset Ingested);

/// <summary>The groups, streams and events of an account and region.</summary>
static class LogTables
{
    public static readonly TableDefinition<LogGroup> Groups = new("logs.groups", LogsJson.Default.LogGroup);
    public static readonly TableDefinition<LogStream> Streams = new("logs.streams", LogsJson.Default.LogStream);
    public static readonly TableDefinition<ExportTask> Exports = new("logs.exports", LogsJson.Default.ExportTask);
    public static readonly TableDefinition<LogBatch> Batches = new("logs.batches", LogsJson.Default.LogBatch);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LogGroup))]
[JsonSerializable(typeof(LogStream))]
[JsonSerializable(typeof(LogBatch))]
[JsonSerializable(typeof(ExportTask))]
sealed partial class LogsJson : JsonSerializerContext;
