namespace Benchmarks.Worlds;

/// <summary>What a local AWS in its own process is to be; handed to it as a line of JSON.</summary>
public sealed record WorldOptions
{
    public required IReadOnlyList<string> Accounts { get; init; }

    /// <summary>Null keeps the state in memory.</summary>
    public string? StateDirectory { get; init; }

    /// <summary>Of each call of every API.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>What each API of CloudFormation answers in each account and region; 0: any number.</summary>
    public double CallsPerSecond { get; init; }

    public TimeSpan ChangeSetDuration { get; init; }

    /// <summary>Of one resource's creation or change; the resources of the stacks here do not wait for each other.</summary>
    public TimeSpan ResourceDuration { get; init; }

    /// <summary>Whether calls are counted; what watches nobody is a little faster.</summary>
    public bool CountsCalls { get; init; } = true;
}
