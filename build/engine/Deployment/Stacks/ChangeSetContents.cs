using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>What a change set will change.</summary>
/// <param name="Parameters">What the stack's parameters will be, stored ones resolved.</param>
/// <param name="Nested">The change sets of the stacks nested in its stack, by logical id.</param>
sealed record ChangeSetContents(
    IReadOnlyList<ResourceChange> Changes,
    IReadOnlyList<StackParameter> Parameters,
    IReadOnlyDictionary<string, ChangeSetContents> Nested
);
