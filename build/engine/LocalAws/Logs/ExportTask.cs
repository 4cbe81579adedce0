namespace LocalAws.Logs;

/// <summary>What was exported to a bucket.</summary>
public sealed record ExportTask
{
    /// <summary>A UUID.</summary>
    public required string Id { get; init; }

    /// <summary>What the caller calls it, or null.</summary>
    public string? Name { get; init; }

    /// <summary>The log group.</summary>
    public required string Group { get; init; }

    /// <summary>What the names of the streams begin with, or null for all.</summary>
    public string? StreamPrefix { get; init; }

    /// <summary>The first time, in milliseconds since 1970.</summary>
    public required long From { get; init; }

    /// <summary>Where the time ends, in milliseconds since 1970.</summary>
    public required long To { get; init; }

    /// <summary>The bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>What the keys begin with.</summary>
    public string Prefix { get; init; } = "exportedlogs";

    /// <summary>When it was made.</summary>
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset Completed { get; init; }
}
