namespace LocalAws.CloudFormation.Hooks;

/// <summary>What a hook made of a resource or a change set.</summary>
public sealed record HookInvocation
{
    public string Id { get; init; } = Guid.NewGuid().ToString();
    public required string TypeName { get; init; }

    /// <summary>HOOK_IN_PROGRESS or HOOK_COMPLETE_FAILED.</summary>
    public required string Status { get; init; }
    public string? Reason { get; init; }

    /// <summary>FAIL or WARN.</summary>
    public required string FailureMode { get; init; }
    public required DateTimeOffset Invoked { get; init; }

    /// <summary>What hooks say of a target, and whether they let it pass.</summary>
    internal static IReadOnlyList<HookInvocation> Of(
        IEnumerable<FailingHook> hooks,
        string target,
        DateTimeOffset now
    ) =>
        [
            .. hooks
                .Where(hook => hook.Target == target)
                .Select(hook => new HookInvocation
                {
                    TypeName = hook.TypeName,
                    Status = "HOOK_COMPLETE_FAILED",
                    Reason = hook.Reason,
                    FailureMode = hook.FailureMode,
                    Invoked = now,
                }),
        ];

    /// <summary>The words for hooks that stopped something; null where none did.</summary>
    internal static string? Summary(IEnumerable<HookInvocation> invocations)
    {
        var names = invocations.Where(hook => hook.FailureMode == "FAIL").Select(hook => hook.TypeName).ToList();
        return names.Count == 0 ? null : $"The following hook(s) failed: [{string.Join(", ", names)}]";
    }
}
