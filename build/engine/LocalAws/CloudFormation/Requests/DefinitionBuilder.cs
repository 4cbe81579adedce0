using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Operations;
using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;
using LocalAws.CloudFormation.Transforms;
using LocalAws.Identities;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Requests;

/// <summary>A checked request: the template and everything that its resources follow from.</summary>
sealed record CheckedDefinition(Template Template, StackDefinition Definition);

/// <summary>Checks what a caller wants a stack to be before anything happens; every fault is answered at once.</summary>
sealed class DefinitionBuilder(CloudFormationEnvironment environment, StackRepository repository, Caller caller)
{
    static readonly TagRules _tagRules = new("ValidationError", "ValidationError");

    readonly TemplateSource _templates = new(environment.Services, repository, caller);
    readonly TemplateTransforms _transforms = new(environment, repository, caller);
    readonly StoredParameters _stored = new(environment.Services, repository.Region);

    /// <param name="input">What is wanted.</param>
    /// <param name="stack">The stack as it is; of one that does not exist yet, its identity.</param>
    /// <param name="exists">Whether previous values can be used.</param>
    /// <param name="cancellationToken">Stops reading the template.</param>
    public async Task<CheckedDefinition> BuildAsync(
        StackInput input,
        Stack stack,
        bool exists,
        CancellationToken cancellationToken
    )
    {
        var text = await _templates.ReadAsync(input, exists ? stack : null, cancellationToken);
        try
        {
            var template = environment.Templates.Parse(text);
            if (template.Transforms.FirstOrDefault(name => !TemplateTransforms.IsKnown(name)) is { } unknown)
                throw new TemplateException($"No transform named {unknown} found.");
            var previous = exists ? stack.Definition : null;
            var settings = ParameterResolution.Resolve(template, input.Parameters, previous?.Parameters ?? []);
            var roleArn = CheckRole(input.RoleArn) ?? previous?.RoleArn;
            TemplateLimits.Check(settings);
            CheckTags(input.Tags);
            var definition = new StackDefinition
            {
                Template = repository.StoreTemplate(text),
                Parameters = _stored.LookUp(template, settings, () => Reader(roleArn)),
                Tags = input.Tags ?? previous?.Tags ?? [],
                Capabilities = input.Capabilities,
                NotificationArns = input.NotificationArns ?? previous?.NotificationArns ?? [],
                RoleArn = roleArn,
            };
            if (template.IsUnprocessed)
                (template, definition) = await ProcessAsync(text, stack, template, definition, cancellationToken);
            RequireTypes(template);
            RequireCapabilities(template, input.Capabilities);
            CheckAttributes(template);
            var model = new StackModel(
                template,
                stack,
                definition,
                repository,
                environment.Types,
                _ => null,
                planning: true,
                expectsExports: true
            );
            RuleCheck.Check(model.Evaluator);
            ExportNames.Check(model);
            // Arguments of functions that can be known already are refused before there is a stack.
            foreach (var resource in model.Included)
                _ = model.PropertiesOf(resource);
            _ = model.Outputs();
            return new CheckedDefinition(template, definition);
        }
        catch (TemplateException error)
        {
            throw Problems.Validation(error.Message);
        }
    }

    /// <summary>As <see cref="BuildAsync"/>; without a template where its transforms failed, with their reason.</summary>
    public async Task<(Template? Template, StackDefinition Definition, string? Failure)> TryBuildAsync(
        StackInput input,
        Stack stack,
        bool exists,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var (template, definition) = await BuildAsync(input, stack, exists, cancellationToken);
            return (template, definition, null);
        }
        catch (TransformFailure error)
        {
            return (null, error.Definition, error.Message);
        }
    }

    async Task<CheckedDefinition> ProcessAsync(
        string text,
        Stack stack,
        Template head,
        StackDefinition definition,
        CancellationToken cancellationToken
    )
    {
        string processed;
        try
        {
            processed = await _transforms.ProcessAsync(
                text,
                StackModel.ScopeOf(head, stack, definition),
                cancellationToken
            );
        }
        catch (TransformException error)
        {
            throw new TransformFailure(error.Message, definition);
        }
        return new(
            environment.Templates.Parse(processed),
            definition with
            {
                Template = repository.StoreTemplate(processed),
                Submitted = definition.Template,
            }
        );
    }

    static void CheckTags(IReadOnlyList<Tag>? tags)
    {
        if (tags is null)
            return;
        if (tags.GroupBy(tag => tag.Key).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new TemplateException($"Duplicate tag keys found. Tag keys must be unique: [{twice.Key}]");
        _tagRules.Check(tags.ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal));
    }

    /// <summary>
    /// Who reads parameters from the store: the execution role where the stack has one. CDK's standard deploy roles may
    /// read their bootstrap version only, and stacks with other parameters deploy by them.
    /// </summary>
    Caller Reader(string? roleArn) =>
        roleArn is null
            ? CloudFormationAccess.OnBehalfOf(caller)
            : environment.Access.Assume(caller, repository.Region, roleArn);

    string? CheckRole(string? roleArn)
    {
        if (roleArn is null)
            return null;
        environment.Access.RequirePassRole(caller, repository.Region, roleArn);
        return roleArn;
    }

    static void RequireTypes(Template template)
    {
        var unknown = template
            .Resources.Values.Select(resource => resource.Type)
            .Where(type => !ResourceTypeCatalog.IsRecognized(type))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (unknown.Count > 0)
            throw new TemplateException(
                $"Template format error: Unrecognized resource types: [{string.Join(", ", unknown)}]"
            );
    }

    void CheckAttributes(Template template)
    {
        var uses = template
            .Resources.Values.SelectMany(resource => TemplateReferences.Of(resource.Properties))
            .Concat(template.Outputs.Values.SelectMany(output => TemplateReferences.Of(output.Value)));
        foreach (var reference in uses)
        {
            if (
                reference.Attribute is { Length: > 0 } attribute
                && template.Resources.TryGetValue(reference.Name, out var target)
                && !environment.Types.Of(target.Type).HasAttribute(attribute)
            )
                throw new TemplateException(
                    $"Template error: resource {reference.Name} does not support attribute type {attribute} in Fn::GetAtt"
                );
        }
    }

    static void RequireCapabilities(Template template, IReadOnlyList<string> given)
    {
        if (Capabilities.Needed(template) is not { } needed)
            return;
        if (!given.Contains(needed.Capability) && !given.Contains(Capabilities.Named))
            throw Problems.InsufficientCapabilities(needed.Capability);
    }
}

/// <summary>The acknowledgement that a template with IAM resources asks for.</summary>
static class Capabilities
{
    public const string Iam = "CAPABILITY_IAM";
    public const string Named = "CAPABILITY_NAMED_IAM";

    static readonly Dictionary<string, string?> Types = new(StringComparer.Ordinal)
    {
        ["AWS::IAM::AccessKey"] = null,
        ["AWS::IAM::Group"] = "GroupName",
        ["AWS::IAM::InstanceProfile"] = "InstanceProfileName",
        ["AWS::IAM::ManagedPolicy"] = "ManagedPolicyName",
        ["AWS::IAM::Policy"] = null,
        ["AWS::IAM::Role"] = "RoleName",
        ["AWS::IAM::User"] = "UserName",
        ["AWS::IAM::UserToGroupAddition"] = null,
    };

    /// <summary>The capability that a template needs and why; null when it needs none.</summary>
    public static (string Capability, string Reason)? Needed(Template template)
    {
        var resources = template.Resources.Values.Where(resource => Types.ContainsKey(resource.Type)).ToList();
        if (resources.Count == 0)
            return null;
        var isNamed = resources.Exists(r => Types[r.Type] is { } name && r.Properties.ContainsKey(name));
        var types = string.Join(", ", resources.Select(r => r.Type).Distinct());
        return (isNamed ? Named : Iam, $"The following resource(s) require capabilities: [{types}]");
    }
}
