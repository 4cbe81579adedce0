using Deployment;
using Deployment.Assemblies;
using Deployment.Stacks;
using Diagnosis.Accounts;
using Diagnosis.Templates;

namespace Diagnosis.DeadStatements;

/// <summary>Finds what never works in the policies of a plan's templates, and is not acknowledged.</summary>
public static class StatementCheck
{
    const string Namespace = "Statements::";

    /// <summary>A finding for each part that is dead, once for each resource that has it. What cannot be read is for others to say.</summary>
    public static IReadOnlyList<Finding> Of(DeploymentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. plan.Stacks.SelectMany(Of)];
    }

    static IEnumerable<Finding> Of(PlannedStack stack)
    {
        var values = Read(stack);
        return values is null
            ? []
            : values.Resources.SelectMany(resource =>
                PolicyStatementText
                    .In(values.Resolve(resource.Properties))
                    .SelectMany(StatementRules.Of)
                    .Distinct()
                    .Where(part => !IsAcknowledged(stack.Artifact, resource.LogicalId, part.Code))
                    .Select(part => Finding(stack, resource, part))
            );
    }

    static TemplateValues? Read(PlannedStack stack)
    {
        var file = stack.Artifact.TemplateFile;
        try
        {
            return new(
                new TemplateDocument(File.ReadAllText(file), file).Content,
                stack.Environment,
                stack.Reference.StackName,
                stack.Parameters
            );
        }
        catch (Exception exception) when (ReadingFaults.Findings(exception, file) is not null)
        {
            return null;
        }
    }

    static Finding Finding(PlannedStack stack, TemplateResource resource, DeadPart part) =>
        new(
            part.Code,
            $"{resource.LogicalId} ({resource.Type}) of stack {stack.Reference.DisplayName} has a statement that never works: {part.What}",
            $"correct it, or say why it stays: Validations.of(scope).acknowledge({{ id: '{Namespace}{part.Code}', reason: '...' }})"
        );

    /// <summary>At the resource's construct or at one that it is in.</summary>
    static bool IsAcknowledged(StackArtifact stack, string logicalId, FindingCode code)
    {
        var path = stack.ConstructPaths.GetValueOrDefault(logicalId) ?? "";
        return stack.Acknowledgements.Any(one =>
            one.Rule == $"{Namespace}{code}"
            && (path == one.ConstructPath || path.StartsWith($"{one.ConstructPath}/", StringComparison.Ordinal))
        );
    }
}
