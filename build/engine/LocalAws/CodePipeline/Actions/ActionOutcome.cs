using LocalAws.CodePipeline.Executions;

namespace LocalAws.CodePipeline.Actions;

/// <summary>What an action that succeeded leaves.</summary>
sealed record ActionOutcome
{
    public string? Summary { get; init; }
    public string? UpdatedBy { get; init; }
    public IReadOnlyList<ArtifactLocation> Outputs { get; init; } = [];
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
    public SourceRevision? Revision { get; init; }
}

/// <summary>Does what actions of one provider do.</summary>
interface IActionProvider
{
    /// <summary>Does it, or throws an ActionException or what a service refused.</summary>
    Task<ActionOutcome> RunAsync(ActionContext context, CancellationToken cancellationToken);
}
