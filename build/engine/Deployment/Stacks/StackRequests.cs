using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>Words what a stack is to be as a request for a change set.</summary>
static class StackRequests
{
    /// <param name="found">Null for a stack that is to be created.</param>
    /// <param name="withNested">Ask for change sets of the stacks in it, too: otherwise each counts as changed.</param>
    /// <exception cref="BuildException">Parameters are missing, or the template is too long to be sent along.</exception>
    public static CreateChangeSetRequest ChangeSet(
        StackSpecification wanted,
        StackDescription? found,
        string name,
        StackOptions options,
        bool withNested
    )
    {
        if (wanted.TemplateUrl is null && !wanted.Template.FitsInBody)
            throw StackFindings.TemplateTooLarge(wanted.Stack);
        return new CreateChangeSetRequest(wanted.Stack.StackName, name)
        {
            Type = found is null ? ChangeSetType.Create : ChangeSetType.Update,
            TemplateUrl = wanted.TemplateUrl,
            TemplateBody = wanted.TemplateUrl is null ? wanted.Template.Body : null,
            Parameters = StackParameters.For(wanted, found, options),
            Tags = [.. wanted.Tags.Select(tag => new StackTag(tag.Key, tag.Value))],
            NotificationArns = wanted.NotificationArns,
            Capabilities = wanted.Capabilities,
            RoleArn = wanted.ExecutionRoleArn,
            ClientToken = name,
            Description = $"Deployment of {wanted.Stack.DisplayName}",
            IncludeNestedStacks = withNested ? true : null,
            ImportExistingResources = options.ImportExistingResources ? true : null,
        };
    }
}
