using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Intrinsics;
using LocalAws.CloudFormation.Parameters;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Signals;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Operations;

/// <summary>A template with its parameters: which resources it wants, and of what.</summary>
sealed class StackModel
{
    readonly Evaluator _evaluator;
    readonly ConcurrentDictionary<string, bool> _imports = new(StringComparer.Ordinal);

    /// <param name="instances">What exists by logical id. When planning, what does not exist yet has unknown values.</param>
    /// <param name="expectsExports">Whether exports and other stacks' outputs that are missing have unknown values, too.</param>
    public StackModel(
        Template template,
        Stack stack,
        StackDefinition definition,
        StackRepository repository,
        ResourceTypeCatalog types,
        Func<string, ResourceInstance?> instances,
        bool planning,
        bool expectsExports = false
    )
    {
        Template = template;
        _evaluator = new Evaluator(
            ScopeOf(template, stack, definition) with
            {
                ResourceReference = id => Reference(id, instances, planning),
                ResourceAttribute = (id, attribute) => Attribute(id, attribute, types, instances, planning),
                Export = name =>
                {
                    _imports[name] = true;
                    return repository.Exports.Find(name)?.Value ?? (expectsExports ? Unknown.Text : null);
                },
                StackOutput = (account, region, name, output) =>
                    repository.In(account, region).FindLive(name)?.Outputs.FirstOrDefault(o => o.Key == output)?.Value
                    ?? (expectsExports ? Unknown.Text : null),
            }
        );
        foreach (var condition in template.Conditions.Keys)
            _evaluator.EvaluateCondition(condition);
        // What is not known yet to be wanted stays as it is.
        Included =
        [
            .. template.Resources.Values.Where(resource =>
                _evaluator.IsIncluded(resource.Condition, instances(resource.LogicalId) is not null)
            ),
        ];
        _included = Included.Select(resource => resource.LogicalId).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What is known of a template before there are resources.</summary>
    public static EvaluationScope ScopeOf(Template template, Stack stack, StackDefinition definition) =>
        new()
        {
            Template = template,
            AccountId = stack.Account,
            Region = stack.Region,
            StackId = stack.Id,
            StackName = stack.Name,
            NotificationArns = definition.NotificationArns,
            Parameters = definition.Parameters.ToDictionary(
                setting => setting.Key,
                setting => ParameterResolution.ValueOf(template.Parameters[setting.Key], setting),
                StringComparer.Ordinal
            ),
        };

    readonly HashSet<string> _included;

    public Template Template { get; }

    /// <summary>The resources whose condition holds.</summary>
    public IReadOnlyList<ResourceDeclaration> Included { get; }

    /// <summary>Exports that have been asked for.</summary>
    public IEnumerable<string> Imports => _imports.Keys;

    public Evaluator Evaluator => _evaluator;

    public bool Includes(string logicalId) => _included.Contains(logicalId);

    public JsonObject PropertiesOf(ResourceDeclaration resource) =>
        (JsonObject)_evaluator.Evaluate(resource.Properties)!;

    /// <summary>What the resource shall be; its physical id is not known yet.</summary>
    public ResourceInstance Desired(ResourceDeclaration resource) =>
        new()
        {
            PhysicalId = "",
            Type = resource.Type,
            Properties = PropertiesOf(resource),
            DeletionPolicy = resource.DeletionPolicy,
            UpdateReplacePolicy = resource.UpdateReplacePolicy,
            Metadata = resource.Metadata,
            CreationPolicy = _evaluator.Evaluate(resource.CreationPolicy),
            IsSignalledByItsStack = SimulatedSignals.AreFor(Template, resource),
            DependsOn = [.. ResourceOrder.DependenciesOf(Template, resource).Where(_included.Contains)],
        };

    public IReadOnlyList<StackOutput> Outputs()
    {
        try
        {
            return
            [
                .. Template
                    .Outputs.Values.Where(output => _evaluator.IsIncluded(output.Condition, unknown: true))
                    .Select(output => new StackOutput(
                        output.Name,
                        OutputText(output),
                        output.Description,
                        output.ExportName is null ? null : _evaluator.Evaluate(output.ExportName)?.AsText()
                    )),
            ];
        }
        catch (UnresolvedResourceException unresolved)
        {
            throw unresolved.OfOutputs();
        }
    }

    string OutputText(OutputDeclaration output) =>
        _evaluator.Evaluate(output.Value) is JsonValue value
            ? value.AsText()
            : throw new TemplateException(
                $"Template format error: Output {output.Name} is malformed. The Value field of every Outputs member must evaluate to a String."
            );

    JsonNode? Reference(string id, Func<string, ResourceInstance?> instances, bool planning)
    {
        if (!_included.Contains(id))
            return planning && IsOpen(id) ? Unknown.Value : null;
        return instances(id) is { } instance ? JsonValue.Create(instance.Reference ?? instance.PhysicalId)
            : planning ? Unknown.Value
            : null;
    }

    /// <summary>Whether it is not known yet if the resource is wanted.</summary>
    bool IsOpen(string id) =>
        Template.Resources.GetValueOrDefault(id)?.Condition is { } condition
        && _evaluator.EvaluateCondition(condition) is null;

    JsonNode? Attribute(
        string id,
        string attribute,
        ResourceTypeCatalog types,
        Func<string, ResourceInstance?> instances,
        bool planning
    )
    {
        if (!_included.Contains(id))
        {
            if (planning && IsOpen(id))
                return Unknown.Value;
            throw new UnresolvedResourceException(id);
        }
        var type = types.Of(Template.Resources[id].Type);
        if (!type.HasAttribute(attribute))
            return null;
        return instances(id) is { } instance ? type.AttributeOf(instance, attribute)
            : planning ? Unknown.Value
            : null;
    }
}
