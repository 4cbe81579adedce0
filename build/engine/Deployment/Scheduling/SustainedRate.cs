namespace Deployment.Scheduling;

/// <summary>What a run has learnt of an API.</summary>
/// <param name="IsLimit">More was throttled; otherwise more was not asked for.</param>
public sealed record SustainedRate(double CallsPerSecond, bool IsLimit);
