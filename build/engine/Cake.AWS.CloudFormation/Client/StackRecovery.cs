using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>Goes on with the rollback of a stack in UPDATE_ROLLBACK_FAILED.</summary>
public sealed record ContinueUpdateRollbackRequest(string StackName) : CloudFormationRequest<Done>
{
    public string? RoleArn { get; init; }
    public string? ClientRequestToken { get; init; }

    /// <summary>Logical ids that the rollback passes over.</summary>
    public IReadOnlyList<string>? ResourcesToSkip { get; init; }

    internal override void Write(QueryParameters parameters) =>
        parameters
            .Add("StackName", StackName)
            .Add("RoleARN", RoleArn)
            .Add("ClientRequestToken", ClientRequestToken)
            .AddList("ResourcesToSkip", ResourcesToSkip);

    internal override Done Read(XElement result) => default;
}

/// <summary>Takes a stack in CREATE_FAILED or UPDATE_FAILED, whose rollback was disabled, back to its last stable state.</summary>
public sealed record RollbackStackRequest(string StackName) : CloudFormationRequest<Done>
{
    public string? RoleArn { get; init; }
    public string? ClientRequestToken { get; init; }

    internal override void Write(QueryParameters parameters) =>
        parameters.Add("StackName", StackName).Add("RoleARN", RoleArn).Add("ClientRequestToken", ClientRequestToken);

    internal override Done Read(XElement result) => default;
}

/// <summary>Stops an update that is in progress and rolls it back.</summary>
public sealed record CancelUpdateStackRequest(string StackName) : CloudFormationRequest<Done>
{
    public string? ClientRequestToken { get; init; }

    internal override void Write(QueryParameters parameters) =>
        parameters.Add("StackName", StackName).Add("ClientRequestToken", ClientRequestToken);

    internal override Done Read(XElement result) => default;
}
