namespace LocalAws.Faults;

/// <summary>How many calls a second each matching API answers in each account and region; what is over is throttled.</summary>
public sealed record ApiRateLimit(ApiPattern Apis, double CallsPerSecond)
{
    /// <summary>How many calls may come at once after a pause; one second's by default.</summary>
    public double Burst { get; init; } = Math.Max(1, CallsPerSecond);
}
