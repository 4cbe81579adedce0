using System.Text.Json.Nodes;
using LocalAws.CloudFormation.Hooks;
using LocalAws.CloudFormation.ResourceTypes;
using LocalAws.CloudFormation.Stacks;
using LocalAws.CloudFormation.Templates;

namespace LocalAws.CloudFormation.Operations;

/// <summary>What has to hold before a resource is created or changed.</summary>
static class Preconditions
{
    /// <summary>Throws where the properties are not the type's, or a hook objects.</summary>
    public static void Require(StackRun run, ResourceType type, string logicalId, JsonObject properties)
    {
        AskHooks(run, type.Name, logicalId);
        if (type.FaultsOf(properties) is { Count: > 0 } faults)
            throw new ResourceException(
                $"Properties validation failed for resource {logicalId} with message:\n{string.Join('\n', faults)}",
                "PropertyValidation"
            );
        run.Environment.Foreign.Note(run, type.Name, logicalId, properties);
    }

    /// <summary>A hook's invocation is an event of its own, before the resource's failure, which names the hook alone.</summary>
    static void AskHooks(StackRun run, string type, string logicalId)
    {
        var invocations = HookInvocation.Of(run.Environment.Options.Hooks, type, run.Repository.Now);
        foreach (var invocation in invocations)
        {
            run.AddHookEvent(logicalId, invocation with { Status = "HOOK_IN_PROGRESS", Reason = null });
            run.AddHookEvent(logicalId, invocation);
        }
        if (HookInvocation.Summary(invocations) is { } failure)
            throw new ResourceException(failure, "PropertyValidation");
    }

    /// <summary>Why a resource cannot be replaced by one of its own name; null where it can.</summary>
    public static string? NamesakeProblem(ResourceType type, ResourceInstance existing, ResourceInstance desired) =>
        type.NameProperty is { } name
        && desired.Properties.Text(name) is { } wanted
        && wanted == existing.Properties.Text(name)
            ? $"CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename {wanted} and update the stack again."
            : null;
}
