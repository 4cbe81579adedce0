using System.Collections.Concurrent;
using Deployment.Scheduling;

namespace Deployment.Runs;

/// <summary>One run of a plan: its work graph, and the results as they come in.</summary>
sealed class DeploymentRun(
    DeploymentPlan plan,
    IReadOnlyDictionary<string, StackWork> work,
    Func<PlannedAsset, CancellationToken, Task<AssetResult>> publishAsync,
    IProgress<DeploymentEvent> progress,
    TimeProvider time,
    Approval? approval
)
{
    static readonly TimeSpan stackEstimate = TimeSpan.FromSeconds(30);
    static readonly TimeSpan assetEstimate = TimeSpan.FromSeconds(3);
    static readonly TimeSpan callEstimate = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<string, StackResult> stacks = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, AssetResult> assets = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, bool> removals = new(StringComparer.Ordinal);

    /// <summary>
    /// Each stack is examined at once, whatever it depends on, since that only reads. Assets wait until a stack that needs
    /// them turns out to be changed; a stack waits for its assets and for the stacks before it.
    /// </summary>
    /// <param name="imagesFirst">
    /// Whether every stack waits for every container image: one that cannot be built is then known before anything is deployed.
    /// </param>
    public WorkGraph DeployGraph(bool imagesFirst)
    {
        var planned = plan.Stacks.Select(stack => stack.Reference.Id).ToHashSet(StringComparer.Ordinal);
        // An image whose repository a stack makes has to wait for that.
        List<string> first = imagesFirst
            ?
            [
                .. plan
                    .Assets.Where(asset => asset.Image is not null && !asset.After.Any(planned.Contains))
                    .Select(AssetId),
            ]
            : [];
        var assetsOf = plan
            .Assets.SelectMany(asset => asset.NeededBy.Select(stack => (stack, id: AssetId(asset))))
            .ToLookup(pair => pair.stack, pair => pair.id, StringComparer.Ordinal);
        return new WorkGraph([
            .. plan.Stacks.Select(stack => new WorkItem(
                ExamineId(stack.Reference.Id),
                [],
                cancel => ExamineAsync(stack, cancel),
                callEstimate
            )),
            .. plan.Assets.Select(asset => new WorkItem(
                AssetId(asset),
                [.. asset.After.Where(planned.Contains).Select(StackId)],
                cancel => PublishAsync(asset, cancel),
                assetEstimate
            )),
            .. plan.Stacks.Select(stack => new WorkItem(
                StackId(stack.Reference.Id),
                [
                    ExamineId(stack.Reference.Id),
                    .. assetsOf[stack.Reference.Id].Union(first),
                    .. stack.DependsOn.Select(StackId),
                ],
                cancel => RunAsync(stack, c => work[stack.Reference.Id].DeployAsync(approval, c), cancel),
                stackEstimate
            )),
        ]);
    }

    /// <summary>The other way round: a stack is deleted after those that depend on it.</summary>
    public WorkGraph DestroyGraph() =>
        DeletionGraph(plan.Stacks, (stack, cancel) => work[stack.Reference.Id].DestroyAsync(cancel));

    /// <summary>The stacks that turned out to have no resources any more: by now no other needs what they gave out.</summary>
    public WorkGraph RemovalGraph() =>
        DeletionGraph(
            [.. plan.Stacks.Where(stack => removals.ContainsKey(stack.Reference.Id))],
            (stack, cancel) => work[stack.Reference.Id].RemoveAsync(approval, cancel)
        );

    WorkGraph DeletionGraph(
        IReadOnlyList<PlannedStack> stacks,
        Func<PlannedStack, CancellationToken, Task<StackResult>> deleteAsync
    )
    {
        var dependents = stacks
            .SelectMany(stack => stack.DependsOn.Select(other => (other, stack.Reference.Id)))
            .ToLookup(pair => pair.other, pair => StackId(pair.Id), StringComparer.Ordinal);
        return new WorkGraph([
            .. stacks.Select(stack => new WorkItem(
                StackId(stack.Reference.Id),
                [.. dependents[stack.Reference.Id].Distinct()],
                cancel => RunAsync(stack, async c => await deleteAsync(stack, c), cancel),
                stackEstimate
            )),
        ]);
    }

    /// <summary>Every stack and asset of the plan with its result; those that had no turn get theirs here.</summary>
    public DeploymentReport Report(
        IReadOnlyDictionary<string, WorkOutcome> outcomes,
        IReadOnlyDictionary<string, WorkOutcome> removed,
        TimeSpan elapsed
    )
    {
        foreach (var stack in plan.Stacks)
        {
            var ended = removed.ContainsKey(StackId(stack.Reference.Id)) ? removed : outcomes;
            if (ended[StackId(stack.Reference.Id)] is not WorkOutcome.Succeeded)
                Settle(stack, Unfinished(stack, ended));
        }
        return new DeploymentReport(
            [.. plan.Stacks.Select(stack => stacks[stack.Reference.Id])],
            [
                .. plan.Assets.Select(asset =>
                    assets.GetValueOrDefault(AssetId(asset)) ?? new AssetResult(asset.Reference, AssetOutcome.Skipped)
                ),
            ]
        )
        {
            Elapsed = elapsed,
        };
    }

    async Task ExamineAsync(PlannedStack stack, CancellationToken cancellationToken)
    {
        try
        {
            await work[stack.Reference.Id].ExamineAsync(cancellationToken);
        }
        catch (Exception e) when (Failures.Findings(e) is { } findings)
        {
            Settle(stack, new StackResult.Failed(stack.Reference, findings));
            throw;
        }
    }

    async Task PublishAsync(PlannedAsset asset, CancellationToken cancellationToken)
    {
        if (!await IsNeededAsync(asset, cancellationToken))
            return;
        var start = time.GetTimestamp();
        progress.Report(new DeploymentEvent.AssetStarted(asset.Reference));
        try
        {
            Settle(asset, await publishAsync(asset, cancellationToken), start);
        }
        catch (Exception e) when (Failures.Findings(e) is { } findings)
        {
            Settle(asset, new AssetResult(asset.Reference, AssetOutcome.Failed) { Findings = findings }, start);
            throw;
        }
    }

    /// <summary>A stack that is unchanged, or cannot be deployed anyway, needs no assets.</summary>
    async Task<bool> IsNeededAsync(PlannedAsset asset, CancellationToken cancellationToken)
    {
        var needs = asset.NeededBy.Select(id => work[id].NeedsAssetsAsync(cancellationToken)).ToList();
        // Only their end is awaited here: each failure is reported by the stack's own work.
        await Task.WhenAny(Task.WhenAll(needs));
        cancellationToken.ThrowIfCancellationRequested();
        return needs.Any(need => need.IsCompletedSuccessfully && need.Result);
    }

    async Task RunAsync(
        PlannedStack stack,
        Func<CancellationToken, Task<StackResult?>> runAsync,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        try
        {
            if (await runAsync(cancellationToken) is { } result)
                Settle(stack, result with { Elapsed = time.GetElapsedTime(start) });
            else
                removals[stack.Reference.Id] = true;
        }
        catch (Exception e) when (Failures.Findings(e) is { } findings)
        {
            var elapsed = time.GetElapsedTime(start);
            Settle(stack, new StackResult.Failed(stack.Reference, findings) { Elapsed = elapsed });
            throw;
        }
    }

    void Settle(PlannedStack stack, StackResult result)
    {
        if (stacks.TryAdd(stack.Reference.Id, result))
            progress.Report(new DeploymentEvent.StackFinished(result));
    }

    void Settle(PlannedAsset asset, AssetResult result, long start)
    {
        result = result with { Elapsed = time.GetElapsedTime(start) };
        assets[AssetId(asset)] = result;
        progress.Report(new DeploymentEvent.AssetFinished(result));
    }

    StackResult Unfinished(PlannedStack stack, IReadOnlyDictionary<string, WorkOutcome> outcomes) =>
        outcomes[StackId(stack.Reference.Id)] switch
        {
            WorkOutcome.Skipped skipped => new StackResult.Skipped(
                stack.Reference,
                [.. skipped.Causes.Select(NameOf).Distinct()]
            ),
            _ => new StackResult.Interrupted(stack.Reference, work[stack.Reference.Id].IsExecuting),
        };

    string NameOf(string itemId) =>
        plan.Stacks.FirstOrDefault(s =>
            StackId(s.Reference.Id) == itemId || ExamineId(s.Reference.Id) == itemId
        )?.Reference.DisplayName
        ?? plan.Assets.FirstOrDefault(a => AssetId(a) == itemId)?.Reference.DisplayName
        ?? itemId;

    static string StackId(string id) => $"stack {id}";

    static string ExamineId(string id) => $"examine {id}";

    static string AssetId(PlannedAsset asset) =>
        $"asset {asset.Reference.Destination} in {asset.Reference.Environment} as {asset.RoleArn}";
}
