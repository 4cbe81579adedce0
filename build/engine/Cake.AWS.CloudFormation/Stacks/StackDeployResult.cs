using Cake.AWS.CloudFormation.Client;

namespace Cake.AWS.CloudFormation.Stacks;

/// <param name="Changes">What the change set did; empty when the stack already was what it is to be.</param>
public sealed record StackDeployResult(StackDescription Stack, IReadOnlyList<ResourceChange> Changes)
{
    public bool HasChanged => Changes.Count > 0;

    public IReadOnlyDictionary<string, string> Outputs =>
        Stack.Outputs.ToDictionary(output => output.Key, output => output.Value, StringComparer.Ordinal);
}
