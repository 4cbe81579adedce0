using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>The template of a stack or of a change set, as it was submitted (Original) or after its macros ran (Processed).</summary>
public sealed record GetTemplateRequest(string StackName) : CloudFormationRequest<GetTemplateResult>
{
    public string? ChangeSetName { get; init; }
    public TemplateStage Stage { get; init; } = TemplateStage.Original;

    internal override void Write(QueryParameters parameters) =>
        parameters
            .Add("StackName", StackName)
            .Add("ChangeSetName", ChangeSetName)
            .Add("TemplateStage", Stage.ToString());

    internal override GetTemplateResult Read(XElement result) => new(result.Text("TemplateBody") ?? "");
}

public enum TemplateStage
{
    Original,
    Processed,
}

/// <param name="Body">JSON or YAML, as submitted; empty while the stack is in REVIEW_IN_PROGRESS.</param>
public sealed record GetTemplateResult(string Body);
