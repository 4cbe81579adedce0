using System.Text.Json.Nodes;
using Cake.AWS.CloudFormation.Client;

namespace Deployment.Stacks;

/// <summary>What is set on a stack outside its change sets: termination protection and stack policy.</summary>
static class StackSettings
{
    /// <summary>Sets what differs, and tells whether anything did.</summary>
    public static async Task<bool> ApplyAsync(
        StackSpecification wanted,
        StackDescription found,
        StackCalls calls,
        CancellationToken cancellationToken
    )
    {
        var changed = false;
        if (wanted.TerminationProtection is { } protection && protection != found.TerminationProtection)
        {
            var request = new UpdateTerminationProtectionRequest(found.StackName, protection);
            await calls.SendAsync(request, cancellationToken);
            changed = true;
        }
        if (wanted.StackPolicy is { } policy)
            changed |= await SetPolicyAsync(wanted.Stack, policy, calls, cancellationToken);
        return changed;
    }

    static async Task<bool> SetPolicyAsync(
        StackReference stack,
        string policy,
        StackCalls calls,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (IsSamePolicy(await PolicyOfAsync(stack, calls, cancellationToken), policy))
                return false;
            await calls.SendOnceAsync(new SetStackPolicyRequest(stack.StackName, policy), cancellationToken);
            return true;
        }
        catch (CloudFormationException e) when (e.IsAccessDenied)
        {
            throw StackFindings.PolicyNotSet(stack, calls.Session, e);
        }
    }

    /// <summary>Null where there is none, or where not every read shows the stack yet.</summary>
    static async Task<string?> PolicyOfAsync(
        StackReference stack,
        StackCalls calls,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answer = await calls.SendOnceAsync(new GetStackPolicyRequest(stack.StackName), cancellationToken);
            return answer.Body;
        }
        catch (StackNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether two policies say the same, however they are laid out.</summary>
    public static bool IsSamePolicy(string? one, string other) =>
        one is not null && JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));
}
