using LocalAws.CloudFormation.Stacks;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Requests;

/// <summary>A template's transform failed: a change set tells it when it is made, all else is refused.</summary>
sealed class TransformFailure(string message, StackDefinition definition) : AwsException("ValidationError", message)
{
    /// <summary>What the stack was to be, with the template as it was submitted.</summary>
    public StackDefinition Definition => definition;
}
