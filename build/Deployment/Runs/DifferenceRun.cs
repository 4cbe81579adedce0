using System.Collections.Concurrent;
using Deployment.Diffing;
using Deployment.Scheduling;

namespace Deployment.Runs;

/// <summary>Compares all stacks of a plan at once; one that cannot be compared leaves its finding.</summary>
sealed class DifferenceRun(DeploymentPlan plan, IReadOnlyDictionary<string, StackWork> work, bool withChangeSets)
{
    readonly ConcurrentDictionary<string, StackDifference> found = new(StringComparer.Ordinal);

    public async Task<PlanDifference> RunAsync(int? concurrency, CancellationToken cancellationToken)
    {
        var graph = new WorkGraph([
            .. plan.Stacks.Select(stack => new WorkItem(
                stack.Reference.Id,
                [],
                async cancel =>
                    found[stack.Reference.Id] = await work[stack.Reference.Id].CompareAsync(withChangeSets, cancel)
            )),
        ]);
        var outcomes = await new WorkScheduler(concurrency).RunAsync(graph, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        Failures.ThrowBugs(outcomes.Values);
        return new PlanDifference([
            .. plan.Stacks.Select(s => found.GetValueOrDefault(s.Reference.Id)).OfType<StackDifference>(),
        ])
        {
            Findings =
            [
                .. outcomes
                    .Values.OfType<WorkOutcome.Failed>()
                    .SelectMany(failed => Failures.Findings(failed.Exception) ?? [])
                    .DistinctBy(finding => finding.ToString(), StringComparer.Ordinal),
            ],
        };
    }
}
