using LocalAws.CloudFormation.ChangeSets;
using LocalAws.CloudFormation.Stacks;

namespace LocalAws.CloudFormation.Operations;

/// <summary>Brings what a killed process left in progress into the matching failed status; nothing is undone or repeated.</summary>
static class Recovery
{
    const string Reason = "The local AWS was stopped during this operation.";

    public static void Run(StackRepository repository, RunningOperation operation)
    {
        if (operation.ChangeSet is { } changeSet)
            repository.ChangeSets.Update(changeSet, Fail);
        else if (repository.Find(operation.StackId) is { IsBusy: true } stack)
            Interrupt(repository, stack);
    }

    static ChangeSet? Fail(ChangeSet? set) =>
        set is { Status: ChangeSetStatus.CreatePending or ChangeSetStatus.CreateInProgress }
            ? set with
            {
                Status = ChangeSetStatus.Failed,
                StatusReason = Reason,
            }
            : set;

    static void Interrupt(StackRepository repository, Stack stack)
    {
        var events = new EventLog(repository, stack, null);
        var isCleanup = stack.Status == StackStatus.UpdateCleanupInProgress;
        foreach (var resource in repository.ResourcesOf(stack))
        {
            var interrupted = resource;
            if (resource.Status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal))
            {
                interrupted = resource with
                {
                    Status = resource.Status.Replace("_IN_PROGRESS", "_FAILED", StringComparison.Ordinal),
                    StatusReason = Reason,
                    Timestamp = repository.Now,
                };
                events.Add(
                    resource.LogicalId,
                    resource.PhysicalId ?? "",
                    resource.Type,
                    interrupted.Status,
                    interrupted.StatusReason
                );
            }

            // The update is done; what it replaced is left for the next cleanup.
            if (isCleanup)
                interrupted = interrupted with
                {
                    IsNew = false,
                    Leftover = Replaced(interrupted) ?? interrupted.Leftover,
                    Previous = null,
                };
            if (interrupted != resource)
                repository.PutResource(stack, interrupted);
        }

        var status = StatusAfter(stack.Status);
        repository.Stacks.Put(
            stack.Key,
            stack with
            {
                Status = status,
                StatusReason = Reason,
                Previous = isCleanup ? null : stack.Previous,
            }
        );
        events.AddStack(status, Reason);
    }

    static ResourceInstance? Replaced(StackResource resource) =>
        resource.Previous is { } previous && previous.PhysicalId != resource.Current?.PhysicalId ? previous : null;

    /// <summary>Where a stack stands when its operation ends without an end of its own.</summary>
    public static string StatusAfter(string status) =>
        status switch
        {
            StackStatus.CreateInProgress => StackStatus.CreateFailed,
            StackStatus.RollbackInProgress => StackStatus.RollbackFailed,
            StackStatus.UpdateInProgress => StackStatus.UpdateFailed,
            StackStatus.UpdateCleanupInProgress => StackStatus.UpdateComplete,
            StackStatus.UpdateRollbackInProgress or StackStatus.UpdateRollbackCleanupInProgress =>
                StackStatus.UpdateRollbackFailed,
            StackStatus.ImportInProgress or StackStatus.ImportRollbackInProgress => StackStatus.ImportRollbackFailed,
            StackStatus.DeleteInProgress => StackStatus.DeleteFailed,
            _ => status,
        };
}
