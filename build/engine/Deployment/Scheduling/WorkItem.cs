namespace Deployment.Scheduling;

/// <summary>A node of a work graph.</summary>
/// <param name="Id">Its name in the graph, for example <c>stack Prod/Network</c>.</param>
/// <param name="Dependencies">Ids of the items that have to succeed before.</param>
/// <param name="RunAsync">The work. An exception is its failure. The token asks it to stop and clean up.</param>
/// <param name="Estimate">How long it is expected to take; items on the longest remaining path start first.</param>
public sealed record WorkItem(
    string Id,
    IReadOnlyList<string> Dependencies,
    Func<CancellationToken, Task> RunAsync,
    TimeSpan Estimate = default
);
