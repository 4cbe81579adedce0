using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>Whether the stack can be deleted at all.</summary>
public sealed record UpdateTerminationProtectionRequest(string StackName, bool Enable) : CloudFormationRequest<Done>
{
    internal override void Write(QueryParameters parameters) =>
        parameters.Add("StackName", StackName).Add("EnableTerminationProtection", Enable);

    internal override Done Read(XElement result) => default;
}

/// <summary>Which of the stack's resources updates may touch.</summary>
public sealed record SetStackPolicyRequest(string StackName, string Body) : CloudFormationRequest<Done>
{
    internal override void Write(QueryParameters parameters) =>
        parameters.Add("StackName", StackName).Add("StackPolicyBody", Body);

    internal override Done Read(XElement result) => default;
}

public sealed record GetStackPolicyRequest(string StackName) : CloudFormationRequest<GetStackPolicyResult>
{
    internal override void Write(QueryParameters parameters) => parameters.Add("StackName", StackName);

    internal override GetStackPolicyResult Read(XElement result) => new(result.Text("StackPolicyBody"));
}

/// <param name="Body">Null when the stack has none.</param>
public sealed record GetStackPolicyResult(string? Body);
