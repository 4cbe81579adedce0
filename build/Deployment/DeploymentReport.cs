namespace Deployment;

/// <summary>What a run did, stack by stack in the plan's order.</summary>
public sealed record DeploymentReport(IReadOnlyList<StackResult> Stacks, IReadOnlyList<AssetResult> Assets)
{
    public TimeSpan Elapsed { get; init; }

    /// <summary>Set when the plan was refused, or when the run was interrupted.</summary>
    public bool WasInterrupted => Stacks.Any(stack => stack is StackResult.Interrupted);

    public bool Succeeded =>
        Stacks.All(stack => stack is StackResult.Deployed or StackResult.Unchanged or StackResult.Destroyed);

    /// <summary>Everything that went wrong: assets first, since stacks fail of them.</summary>
    public IReadOnlyList<Finding> Findings =>
        [
            .. Assets.SelectMany(asset => asset.Findings),
            .. Stacks.OfType<StackResult.Failed>().SelectMany(stack => stack.Findings),
        ];

    /// <exception cref="BuildException">The findings, when there are any.</exception>
    public void ThrowIfFailed()
    {
        if (Findings is { Count: > 0 } findings)
            throw new BuildException(findings);
    }
}
