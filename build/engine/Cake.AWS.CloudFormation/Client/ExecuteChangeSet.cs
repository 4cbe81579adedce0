using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>Starts what the change set says. The stack's events carry the client request token.</summary>
public sealed record ExecuteChangeSetRequest(string ChangeSetName, string? StackName = null)
    : CloudFormationRequest<Done>
{
    public string? ClientRequestToken { get; init; }

    /// <summary>Leave what succeeded in place when something fails.</summary>
    public bool? DisableRollback { get; init; }

    /// <summary>Delete, on the rollback of a creation, also what has a deletion policy of Retain.</summary>
    public bool? RetainExceptOnCreate { get; init; }

    internal override void Write(QueryParameters parameters) =>
        parameters
            .Add("ChangeSetName", ChangeSetName)
            .Add("StackName", StackName)
            .Add("ClientRequestToken", ClientRequestToken)
            .Add("DisableRollback", DisableRollback)
            .Add("RetainExceptOnCreate", RetainExceptOnCreate);

    internal override Done Read(XElement result) => default;
}

/// <summary>Succeeds also where there is none of that name.</summary>
public sealed record DeleteChangeSetRequest(string ChangeSetName, string? StackName = null)
    : CloudFormationRequest<Done>
{
    internal override void Write(QueryParameters parameters) =>
        parameters.Add("ChangeSetName", ChangeSetName).Add("StackName", StackName);

    internal override Done Read(XElement result) => default;
}
