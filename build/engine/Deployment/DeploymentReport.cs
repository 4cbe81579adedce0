namespace Deployment;

/// <summary>What a run did, stack by stack in the plan's order.</summary>
public sealed record DeploymentReport(IReadOnlyList<StackResult> Stacks, IReadOnlyList<AssetResult> Assets)
{
    public TimeSpan Elapsed { get; init; }

    public bool WasInterrupted => Stacks.Any(stack => stack is StackResult.Interrupted);

    public bool Succeeded =>
        Stacks.All(stack => stack is StackResult.Deployed or StackResult.Unchanged or StackResult.Destroyed);

    /// <summary>Everything that went wrong, each thing once: assets first, since stacks fail of them.</summary>
    public IReadOnlyList<Finding> Findings =>
        [
            .. Assets
                .SelectMany(asset => asset.Findings)
                .Concat(Stacks.OfType<StackResult.Failed>().SelectMany(stack => stack.Findings))
                .DistinctBy(finding => finding.ToString(), StringComparer.Ordinal),
        ];

    /// <exception cref="BuildException">The findings, when there are any.</exception>
    public void ThrowIfFailed()
    {
        if (Findings is { Count: > 0 } findings)
            throw new BuildException(findings);
    }
}
