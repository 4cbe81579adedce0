using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>A change set that CloudFormation has worked out and that nobody has executed yet.</summary>
/// <param name="Found">The stack as it was before; null where there was none.</param>
/// <param name="NestedProblem">Why CloudFormation did not work out the stacks nested in the stack; null where it did.</param>
sealed record PreparedChangeSet(
    ChangeSets ChangeSets,
    StackDescription? Found,
    ChangeSetDescription Description,
    string? NestedProblem
)
{
    /// <summary>What CloudFormation warns of, a resource each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Without any, the change set is deleted already.</summary>
    public bool HasChanges => !Description.IsFailed;

    public Task<ChangeSetContents> ReadAsync(CancellationToken cancellationToken) =>
        ChangeSets.ReadAsync(Description.ChangeSetId, cancellationToken);
}
