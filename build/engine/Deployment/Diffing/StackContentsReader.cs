using Cake.AWS.CloudFormation.Client;
using Deployment.Stacks;

namespace Deployment.Diffing;

/// <summary>Reads what a stack is, and what the stacks nested in it are.</summary>
sealed class StackContentsReader(StackReference stack, StackEnvironment environment)
{
    public async Task<StackContents> ReadAsync(StackDescription found, CancellationToken cancellationToken)
    {
        var answer = await environment.Calls.SendAsync(new GetTemplateRequest(found.StackId), cancellationToken);
        var template = new TemplateDocument(answer.Body.Length == 0 ? "{}" : answer.Body);
        var nested = new Dictionary<string, StackContents>(StringComparer.Ordinal);
        if (template.Text.Contains(NestedStack.ResourceType, StringComparison.Ordinal))
            foreach (var (id, arn) in await NestedAsync(found.StackId, cancellationToken))
                if (await environment.Lookup.FindAsync(arn, cancellationToken) is { } child)
                    nested[id] = await ReadAsync(child, cancellationToken);
        return StackContents.Of(stack, template, found.Parameters, nested);
    }

    /// <summary>None where the role may not list them: then only their addresses are compared.</summary>
    async Task<IReadOnlyList<(string Id, string Arn)>> NestedAsync(string stackId, CancellationToken cancellationToken)
    {
        var found = new List<(string, string)>();
        try
        {
            await foreach (
                var page in environment.Calls.PagesAsync(new ListStackResourcesRequest(stackId), cancellationToken)
            )
                found.AddRange(
                    page.Resources.Where(r => r is { ResourceType: NestedStack.ResourceType, PhysicalId: not null })
                        .Select(r => (r.LogicalId, r.PhysicalId!))
                );
        }
        catch (CloudFormationException e) when (e.IsAccessDenied)
        {
            return [];
        }
        return found;
    }
}
