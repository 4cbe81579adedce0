using System.Xml.Linq;
using Cake.AWS.CloudFormation.Client.Transport;

namespace Cake.AWS.CloudFormation.Client;

/// <summary>Starts the computation of what a template would change. A list that is null stays as the stack has it; an empty one clears it.</summary>
public sealed record CreateChangeSetRequest(string StackName, string ChangeSetName)
    : CloudFormationRequest<CreateChangeSetResult>
{
    public ChangeSetType Type { get; init; } = ChangeSetType.Update;

    /// <summary>The template itself, at most 51,200 bytes; otherwise <see cref="TemplateUrl"/>.</summary>
    public string? TemplateBody { get; init; }

    /// <summary>Where in S3 the template lies, at most 1 MB.</summary>
    public string? TemplateUrl { get; init; }
    public string? Description { get; init; }

    /// <summary>The role that CloudFormation acts as; null for the caller's own rights.</summary>
    public string? RoleArn { get; init; }
    public string? ClientToken { get; init; }
    public IReadOnlyList<StackParameter>? Parameters { get; init; }
    public IReadOnlyList<StackTag>? Tags { get; init; }
    public IReadOnlyList<string>? Capabilities { get; init; }
    public IReadOnlyList<string>? NotificationArns { get; init; }
    public IReadOnlyList<ResourceToImport>? ResourcesToImport { get; init; }
    public bool? IncludeNestedStacks { get; init; }
    public bool? ImportExistingResources { get; init; }

    internal override void Write(QueryParameters parameters) =>
        parameters
            .Add("StackName", StackName)
            .Add("ChangeSetName", ChangeSetName)
            .Add("ChangeSetType", Type.ToString().ToUpperInvariant())
            .Add("TemplateBody", TemplateBody)
            .Add("TemplateURL", TemplateUrl)
            .Add("Description", Description)
            .Add("RoleARN", RoleArn)
            .Add("ClientToken", ClientToken)
            .AddList("Parameters", Parameters, StackParameter.Write)
            .AddList("Tags", Tags, StackTag.Write)
            .AddList("Capabilities", Capabilities)
            .AddList("NotificationARNs", NotificationArns)
            .AddList("ResourcesToImport", ResourcesToImport, ResourceToImport.Write)
            .Add("IncludeNestedStacks", IncludeNestedStacks)
            .Add("ImportExistingResources", ImportExistingResources);

    internal override CreateChangeSetResult Read(XElement result) =>
        new(result.Required("Id"), result.Required("StackId"));
}

/// <param name="Id">The change set's ARN.</param>
/// <param name="StackId">The stack's ARN; for a new stack, of the one now in REVIEW_IN_PROGRESS.</param>
public sealed record CreateChangeSetResult(string Id, string StackId);

/// <summary>What the change set is for: a stack that is not there yet, one that is, or resources that a stack takes over.</summary>
public enum ChangeSetType
{
    Create,
    Update,
    Import,
}

/// <summary>A resource that is there already and that the stack takes over.</summary>
public sealed record ResourceToImport(string Type, string LogicalId, IReadOnlyDictionary<string, string> Identifier)
{
    internal static void Write(QueryParameters parameters, string field, ResourceToImport item)
    {
        parameters.Add($"{field}.ResourceType", item.Type).Add($"{field}.LogicalResourceId", item.LogicalId);
        var number = 0;
        foreach (var (key, value) in item.Identifier)
        {
            var entry = $"{field}.ResourceIdentifier.entry.{++number}";
            parameters.Add($"{entry}.key", key).Add($"{entry}.value", value);
        }
    }
}
