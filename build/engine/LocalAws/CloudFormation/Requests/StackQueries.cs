using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.CloudFormation.Transforms;
using LocalAws.Identities;

namespace LocalAws.CloudFormation.Requests;

/// <summary>One page of something, and where the next begins.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);

/// <summary>The operations that only read.</summary>
sealed class StackQueries(CloudFormationEnvironment environment, StackRepository repository, Caller caller)
{
    const int PageSize = 100;

    public Page<Stack> Describe(string? stackName, string? token)
    {
        if (stackName is not null)
        {
            environment.Access.Require(caller, "cloudformation:DescribeStacks", repository, stackName);
            return new Page<Stack>([repository.Get(stackName)], null);
        }

        environment.Access.Require(caller, "cloudformation:DescribeStacks", repository.Region);
        return Paged([.. repository.Stacks.All().Where(stack => !stack.IsDeleted)], token);
    }

    public Page<Stack> List(IReadOnlyList<string> statuses, string? token)
    {
        environment.Access.Require(caller, "cloudformation:ListStacks", repository.Region);
        return Paged(
            [
                .. repository
                    .Stacks.All()
                    .Where(stack => statuses.Count == 0 || statuses.Contains(stack.Status))
                    .OrderByDescending(stack => stack.Created),
            ],
            token
        );
    }

    public (Stack Stack, Page<StackEvent> Events) Events(
        string stackName,
        string? token,
        string action = "cloudformation:DescribeStackEvents"
    )
    {
        environment.Access.Require(caller, action, repository, stackName);
        var stack = repository.Find(stackName) ?? throw Problems.Validation($"Stack [{stackName}] does not exist");
        return (stack, Paged(repository.EventsOf(stack), token));
    }

    public (Stack Stack, IReadOnlyList<StackResource> Resources) Resources(
        string stackName,
        string? logicalId,
        string action
    )
    {
        environment.Access.Require(caller, action, repository, stackName);
        var stack = repository.Get(stackName);
        var resources = repository.ResourcesOf(stack);
        return (stack, logicalId is null ? resources : [.. resources.Where(r => r.LogicalId == logicalId)]);
    }

    /// <summary>The stack that owns a physical resource, with its resources.</summary>
    public (Stack Stack, IReadOnlyList<StackResource> Resources) ResourcesOfPhysical(string physicalId)
    {
        environment.Access.Require(caller, "cloudformation:DescribeStackResources", repository.Region);
        foreach (var stack in repository.Stacks.All().Where(stack => !stack.IsDeleted))
        {
            var resources = repository.ResourcesOf(stack);
            if (resources.Any(resource => resource.PhysicalId == physicalId))
                return (stack, resources);
        }

        throw Problems.Validation($"Stack for {physicalId} does not exist");
    }

    public (Stack Stack, StackResource Resource) Resource(string stackName, string logicalId)
    {
        const string action = "cloudformation:DescribeStackResource";
        environment.Access.Require(caller, action, repository, stackName);
        if (repository.Find(stackName) is null)
            throw Problems.Validation($"Stack '{stackName}' does not exist");
        var (stack, resources) = Resources(stackName, logicalId, action);
        return resources is [var resource]
            ? (stack, resource)
            : throw Problems.Validation($"Resource {logicalId} does not exist for stack {stack.Name}");
    }

    /// <summary>The template's text; null for a stack under review, which has none yet.</summary>
    public string? TemplateOf(string stackName, string? changeSetName, bool asSubmitted, ChangeSetCommands changeSets)
    {
        if (changeSetName is not null)
        {
            var set = changeSets.Get(
                stackName.Length == 0 ? null : stackName,
                changeSetName,
                "cloudformation:GetTemplate"
            );
            return TextOf(set.Definition, asSubmitted);
        }

        environment.Access.Require(caller, "cloudformation:GetTemplate", repository, stackName);
        var stack = repository.Get(stackName);
        return stack.Definition.Template.Length > 0 ? TextOf(stack.Definition, asSubmitted) : null;
    }

    string TextOf(StackDefinition definition, bool asSubmitted) =>
        definition.Submitted is not { } submitted ? repository.TemplateText(definition.Template)
        : asSubmitted ? repository.TemplateText(submitted)
        : LanguageExtensions.Shown(repository.TemplateText(definition.Template));

    public string? PolicyOf(string stackName)
    {
        environment.Access.Require(caller, "cloudformation:GetStackPolicy", repository, stackName);
        return repository.Get(stackName).StackPolicy;
    }

    public Page<Export> Exports(string? token)
    {
        environment.Access.Require(caller, "cloudformation:ListExports", repository.Region);
        return Paged(repository.Exports.All(), token);
    }

    public Page<Import> Imports(string exportName, string? token)
    {
        environment.Access.Require(caller, "cloudformation:ListImports", repository.Region);
        var imports = repository.ImportsOf(exportName);
        if (imports.Count == 0)
            throw Problems.Validation($"Export '{exportName}' is not imported by any stack.");
        return Paged(imports, token);
    }

    public async Task<Template> ReadTemplateAsync(StackInput input, string action, CancellationToken cancellationToken)
    {
        Stack? stack = null;
        if (input.StackName.Length > 0)
        {
            environment.Access.Require(caller, action, repository, input.StackName);
            stack = repository.Get(input.StackName);
        }
        else
            environment.Access.Require(caller, action, repository.Region);

        var text = await new TemplateSource(environment.Services, repository, caller).ReadAsync(
            stack is null ? input : input with { UsePreviousTemplate = true },
            stack,
            cancellationToken
        );
        try
        {
            return environment.Templates.Parse(text);
        }
        catch (TemplateException error)
        {
            throw Problems.Validation(error.Message);
        }
    }

    static Page<T> Paged<T>(IReadOnlyList<T> all, string? token)
    {
        var start = 0;
        if (
            token is not null
            && (!int.TryParse(token, System.Globalization.CultureInfo.InvariantCulture, out start) || start < 0)
        )
            throw Problems.Validation("Invalid NextToken");
        var next = start + PageSize;
        return new Page<T>(
            [.. all.Skip(start).Take(PageSize)],
            next < all.Count ? next.ToString(System.Globalization.CultureInfo.InvariantCulture) : null
        );
    }
}
