using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>Starts the deletion of a stack; succeeds also where there is none of that name.</summary>
public sealed record DeleteStackRequest(string StackName) : CloudFormationRequest<Done>
{
    public string? RoleArn { get; init; }
    public string? ClientRequestToken { get; init; }

    /// <summary>Logical ids to leave behind; only for a stack in DELETE_FAILED.</summary>
    public IReadOnlyList<string>? RetainResources { get; init; }

    internal override void Write(QueryParameters parameters) =>
        parameters
            .Add("StackName", StackName)
            .Add("RoleARN", RoleArn)
            .Add("ClientRequestToken", ClientRequestToken)
            .AddList("RetainResources", RetainResources);

    internal override Done Read(XElement result) => default;
}
