using System.Collections.Concurrent;
using Deployment.Diffing;
using Deployment.Scheduling;

namespace Deployment.Runs;

/// <summary>
/// Compares all stacks of a plan: looks at them at once, then works out what changes, each after those it depends on. One
/// that cannot be compared leaves its finding.
/// </summary>
/// <param name="compareAsync">Compares one, given the name of a stack that changes before it, if one does.</param>
sealed class DifferenceRun(
    DeploymentPlan plan,
    IReadOnlyDictionary<string, StackWork> work,
    Func<StackWork, string?, CancellationToken, Task<StackDifference>> compareAsync
)
{
    readonly ConcurrentDictionary<string, StackDifference> found = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, IReadOnlyList<Finding>> failed = new(StringComparer.Ordinal);

    public async Task<PlanDifference> RunAsync(int? concurrency, CancellationToken cancellationToken)
    {
        var graph = new WorkGraph([
            .. plan.Stacks.Select(stack => new WorkItem(
                ExamineId(stack),
                [],
                cancel => AttemptAsync(stack, () => work[stack.Reference.Id].ExamineAsync(cancel))
            )),
            .. plan.Stacks.Select(stack => new WorkItem(
                stack.Reference.Id,
                [ExamineId(stack), .. stack.DependsOn],
                cancel => AttemptAsync(stack, () => CompareAsync(stack, cancel))
            )),
        ]);
        var outcomes = await new WorkScheduler(concurrency).RunAsync(graph, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        Failures.ThrowBugs(outcomes.Values);
        return new PlanDifference([
            .. plan.Stacks.Select(s => found.GetValueOrDefault(s.Reference.Id)).OfType<StackDifference>(),
        ])
        {
            Unread =
            [
                .. plan
                    .Stacks.Where(stack => failed.ContainsKey(stack.Reference.Id))
                    .Select(stack => new UnreadStack(stack.Reference, failed[stack.Reference.Id])),
            ],
            Findings =
            [
                .. plan
                    .Stacks.SelectMany(stack => failed.GetValueOrDefault(stack.Reference.Id) ?? [])
                    .DistinctBy(finding => finding.ToString(), StringComparer.Ordinal),
            ],
        };
    }

    async Task CompareAsync(PlannedStack stack, CancellationToken cancellationToken)
    {
        if (failed.ContainsKey(stack.Reference.Id))
            return;
        var waitsFor = plan.Stacks.FirstOrDefault(other =>
            stack.DependsOn.Contains(other.Reference.Id) && Changes(other)
        );
        found[stack.Reference.Id] = await compareAsync(
            work[stack.Reference.Id],
            waitsFor?.Reference.DisplayName,
            cancellationToken
        );
    }

    /// <summary>A failure of one is no reason not to compare those that depend on it.</summary>
    async Task AttemptAsync(PlannedStack stack, Func<Task> attemptAsync)
    {
        try
        {
            await attemptAsync();
        }
        catch (Exception e) when (Failures.Findings(e) is { } findings)
        {
            failed[stack.Reference.Id] = findings;
        }
    }

    /// <summary>It changes, or may change.</summary>
    bool Changes(PlannedStack stack) =>
        !found.TryGetValue(stack.Reference.Id, out var difference)
        || difference.HasChanges
        || difference.Unsure.Count > 0;

    static string ExamineId(PlannedStack stack) => $"examine {stack.Reference.Id}";
}
