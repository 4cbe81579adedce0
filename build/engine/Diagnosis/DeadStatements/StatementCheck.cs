using Deployment;
using Deployment.Assemblies;
using Deployment.Runs;
using Deployment.Stacks;
using Diagnosis.Accounts;
using Diagnosis.Requirements;
using Diagnosis.Templates;

namespace Diagnosis.DeadStatements;

/// <summary>Finds what never works in the policies of a plan's templates, and is not acknowledged.</summary>
public static class StatementCheck
{
    const string Namespace = "Statements::";

    /// <summary>A finding for each part that is dead, once for each resource that has it. What cannot be read is for others to say.</summary>
    public static async Task<IReadOnlyList<Finding>> OfAsync(DeploymentPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var findings = new List<Finding>();
        foreach (var stack in plan.Stacks)
        foreach (var template in await ReadAsync(stack, cancellationToken))
            findings.AddRange(Of(template));
        return findings;
    }

    static IEnumerable<Finding> Of(StackTemplate stack) =>
        stack.Values.Resources.SelectMany(resource =>
            PolicyStatementText
                .In(stack.Values.Resolve(resource.Properties))
                .SelectMany(StatementRules.Of)
                .Distinct()
                .Where(part => !IsAcknowledged(stack.Stack.Artifact, PathOf(stack, resource), part.Code))
                .Select(part => Finding(stack, resource, part))
        );

    /// <summary>The stack's own template and those of the stacks in it, as far as they can be read.</summary>
    static async Task<IReadOnlyList<StackTemplate>> ReadAsync(PlannedStack stack, CancellationToken cancellationToken)
    {
        var templates = new List<StackTemplate>();
        try
        {
            var outer = await StackTemplate.LoadAsync(stack, cancellationToken);
            templates.Add(outer);
            Add(outer, await new NestedTemplates(stack).LoadAsync(outer.Document, cancellationToken));
        }
        catch (Exception exception) when (ReadFailures.Findings(exception, stack.Artifact.TemplateFile) is not null)
        {
            return templates;
        }
        return templates;

        void Add(StackTemplate outer, IReadOnlyList<NestedStack> nested)
        {
            foreach (var one in nested.Where(one => one.Template is not null))
            {
                templates.Add(outer.Around(one));
                Add(templates[^1], one.Nested);
            }
        }
    }

    static Finding Finding(StackTemplate stack, TemplateResource resource, DeadPart part) =>
        new(
            part.Code,
            $"{resource.LogicalId} ({resource.Type}) of stack {stack.Name} has a statement that never works: {part.What}",
            $"correct it, or say why it stays: Validations.of(scope).acknowledge({{ id: '{Namespace}{part.Code}', reason: '...' }})"
        );

    /// <summary>At the resource's construct or at one that it is in.</summary>
    static bool IsAcknowledged(StackArtifact stack, string path, FindingCode code) =>
        stack.Acknowledgements.Any(one =>
            one.Rule == $"{Namespace}{code}"
            && (path == one.ConstructPath || path.StartsWith($"{one.ConstructPath}/", StringComparison.Ordinal))
        );

    /// <summary>As the template says it; the manifest knows those of the outermost stack without it.</summary>
    static string PathOf(StackTemplate stack, TemplateResource resource) =>
        resource.MetadataPath ?? stack.Stack.Artifact.ConstructPaths.GetValueOrDefault(resource.LogicalId) ?? "";
}
