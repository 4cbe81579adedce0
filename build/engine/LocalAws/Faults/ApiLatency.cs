namespace LocalAws.Faults;

/// <summary>How long the calls that match take before they are answered.</summary>
public sealed record ApiLatency(ApiPattern Apis, TimeSpan Duration);
