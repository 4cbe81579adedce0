namespace Deployment.Stacks;

/// <summary>What a stack in a stack is to be.</summary>
/// <param name="LogicalId">Its resource in the stack around it.</param>
/// <param name="Template">Null where the Cloud Assembly does not have it: only its address is known.</param>
/// <param name="Nested">The stacks in it.</param>
public sealed record NestedStack(string LogicalId, TemplateDocument? Template, IReadOnlyList<NestedStack> Nested)
{
    public const string ResourceType = "AWS::CloudFormation::Stack";
}
