using System.Text.Json.Nodes;
using AwsCatalog.Schemas;
using Deployment;
using Deployment.Assemblies;
using Deployment.Bootstrapping;
using Deployment.Runs;
using Deployment.Stacks;
using Diagnosis.Requirements;
using Diagnosis.Requirements.ResourceTypes;

namespace Diagnosis.ExecutionPolicies;

/// <summary>What CloudFormation has to be allowed for a stack and the stacks in it.</summary>
sealed class StackNeeds
{
    readonly List<ExecutionNeed> needs = [];
    readonly List<UnknownNeed> unknown = [];

    public IReadOnlyList<ExecutionNeed> Needs => needs;

    public IReadOnlyList<UnknownNeed> Unknown => unknown;

    public static async Task<StackNeeds> OfAsync(PlannedStack stack, CancellationToken cancellationToken)
    {
        var document = await TemplateDocument.LoadAsync(stack.Artifact.TemplateFile, cancellationToken);
        var nested = await new NestedTemplates(stack).LoadAsync(document, cancellationToken);
        var result = new StackNeeds();
        result.Add(new StackTemplate(stack, document), nested);
        return result;
    }

    /// <summary>Of a stack that is there: the stacks in it are stacks of their own.</summary>
    public static StackNeeds Of(DeployedTemplate deployed)
    {
        var artifact = new StackArtifact
        {
            ArtifactId = deployed.Stack.StackName,
            HierarchicalId = deployed.Stack.StackName,
            StackName = deployed.Stack.StackName,
            Environment = deployed.Stack.Environment,
            TemplateFile = "",
            Parameters = deployed.Parameters,
        };
        var result = new StackNeeds();
        result.Add(new StackTemplate(new(deployed.Stack, artifact, null, []), deployed.Template), []);
        return result;
    }

    void Add(StackTemplate stack, IReadOnlyList<NestedStack> nested)
    {
        needs.AddRange(ReadReferences.OfParameters(stack));
        foreach (var (logicalId, type, properties) in stack.Resources)
            Add(stack, logicalId, type, properties);
        foreach (var inner in nested)
        {
            var reason = new NeededFor(stack.Name, inner.LogicalId, NestedStack.ResourceType);
            if (inner.Template is null)
                unknown.Add(new(reason, "its template is not in the Cloud Assembly"));
            else
                Add(stack.Around(inner), inner.Nested);
        }
    }

    void Add(StackTemplate stack, string logicalId, string type, JsonObject properties)
    {
        var reason = new NeededFor(stack.Name, logicalId, type);
        needs.AddRange(ReadReferences.Of(stack, properties, reason));
        if (CustomCalls.Is(type))
        {
            if (CustomCalls.Of(stack, properties, reason) is { } call)
                needs.Add(call);
            else
                unknown.Add(new(reason, "it has no ServiceToken"));
            return;
        }
        var schema = SchemaCatalog.Find(type);
        var known = KnownResourceTypes.Find(type);
        var actions = HandlerActions.Of(schema, known, properties);
        var patterns = new ResourcePatterns(stack, schema, known, type, logicalId, properties);
        needs.AddRange(
            actions.SelectMany(action => patterns.Of(action).Select(arn => new ExecutionNeed(action, arn, reason)))
        );
        needs.AddRange(PassedRoles.Of(stack, schema, known, properties, reason));
        if (schema is null && known is null)
            unknown.Add(new(reason, "the catalogue does not have its type"));
        else if (actions.Count == 0 && known is null && !NeedsNothing(type))
            unknown.Add(new(reason, "AWS does not publish what its type takes"));
    }

    /// <summary>CloudFormation has these by itself.</summary>
    static bool NeedsNothing(string type) =>
        type.StartsWith("AWS::CloudFormation::Wait", StringComparison.Ordinal) || type == "AWS::CDK::Metadata";
}

/// <summary>A resource of which it is not known what it takes.</summary>
/// <param name="Resource">Which.</param>
/// <param name="Why">As the end of a sentence.</param>
public sealed record UnknownNeed(NeededFor Resource, string Why);
