using LocalAws.CloudFormation.Stacks;
using LocalAws.Protocol;

namespace LocalAws.CloudFormation.Requests;

/// <summary>Tells a request that a client sends again, not knowing that it was answered, by its ClientRequestToken.</summary>
static class Repeats
{
    /// <summary>Whether the stack's last operation is this very request; throws when it was another with the same token.</summary>
    public static bool Has(Stack? stack, string action, string? token)
    {
        if (token is null || stack?.LastRequest is not { } last || last.Token != token)
            return false;
        if (last.Action != action)
            throw new AwsException("TokenAlreadyExistsException", $"Token {token} already exists");
        return true;
    }

    public static void Record(StackRepository repository, string stackId, string action, string? token)
    {
        if (token is not null && repository.Find(stackId) is { } stack)
            repository.Stacks.Update(
                stack.Key,
                current => (current ?? stack) with { LastRequest = new StackRequest(action, token) }
            );
    }
}
