using LocalAws.CloudFormation.Stacks;

namespace LocalAws.CloudFormation.Operations;

/// <summary>A physical resource that a run deletes, or leaves where its policy says so.</summary>
sealed record Deletion(string LogicalId, ResourceInstance Instance, string? Policy)
{
    public bool IsRetained => Policy is "Retain";
}

/// <summary>Deletes resources, dependants before what they depend on, and says which could not be deleted.</summary>
sealed class DeletionStep(StackRun run, ResourceOperator resources)
{
    /// <param name="deletions">What shall go, with the policy that decides.</param>
    /// <param name="isCurrent">Whether the deleted is still the stack's own resource; the predecessor of a replaced one is not.</param>
    /// <param name="cancellationToken">Stops before the next resource.</param>
    public async Task<IReadOnlyList<string>> RunAsync(
        IReadOnlyCollection<Deletion> deletions,
        Func<Deletion, bool> isCurrent,
        CancellationToken cancellationToken
    )
    {
        var failed = new List<string>();
        var byId = deletions.ToLookup(deletion => deletion.LogicalId, StringComparer.Ordinal);
        var dependants = deletions
            .SelectMany(deletion => deletion.Instance.DependsOn.Select(name => (name, deletion.LogicalId)))
            .ToLookup(pair => pair.name, pair => pair.LogicalId, StringComparer.Ordinal);
        await ResourceGraph.RunAsync(
            byId.Select(group => group.Key),
            name => dependants[name],
            async name =>
            {
                var gone = true;
                foreach (var deletion in byId[name])
                    gone &= await DeleteAsync(deletion, isCurrent(deletion), cancellationToken);
                if (!gone)
                    lock (failed)
                        failed.Add(name);
                return gone;
            }
        );
        failed.Sort(StringComparer.Ordinal);
        return failed;
    }

    async Task<bool> DeleteAsync(Deletion deletion, bool isCurrent, CancellationToken cancellationToken)
    {
        var (logicalId, instance, _) = deletion;
        if (deletion.IsRetained)
        {
            Record(StackStatus.DeleteSkipped, null);
            if (isCurrent)
                run.Forget(logicalId);
            return true;
        }

        Record(StackStatus.DeleteInProgress, null);
        var reason = await resources.DeleteAsync(logicalId, instance, cancellationToken);
        Record(reason is null ? StackStatus.DeleteComplete : StackStatus.DeleteFailed, reason);
        return reason is null;

        void Record(string status, string? reason)
        {
            if (isCurrent && run.Find(logicalId) is { } resource)
                run.Set(resource with { Status = status, StatusReason = reason });
            else
                run.AddEvent(logicalId, instance.PhysicalId, instance.Type, status, reason, null);
        }
    }
}
