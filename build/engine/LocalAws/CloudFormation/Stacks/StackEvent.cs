namespace LocalAws.CloudFormation.Stacks;

/// <summary>What happened to a stack or one of its resources.</summary>
public sealed record StackEvent
{
    public required string Id { get; init; }
    public required string LogicalId { get; init; }
    public required string PhysicalId { get; init; }
    public required string Type { get; init; }
    public required DateTimeOffset Timestamp { get; init; }
    public required string Status { get; init; }
    public string? Reason { get; init; }
    public string? Properties { get; init; }
    public string? ClientRequestToken { get; init; }

    /// <summary>The hook that was invoked, where the event tells of one.</summary>
    public Hooks.HookInvocation? Hook { get; init; }
}
