using Deployment;
using Fingerprints.Files;
using Fingerprints.Observations;
using Fingerprints.Outputs;
using Fingerprints.Patterns;
using Fingerprints.Stores;

namespace Fingerprints;

/// <summary>
/// Runs the steps of a checkout whose inputs changed or whose outputs are not intact, and skips the others. It holds the
/// checkout's lock from the first step that it runs until it is disposed of; steps may run side by side.
/// </summary>
public sealed class StepRunner : IDisposable
{
    private readonly StepRunnerOptions _options;
    private readonly IProgress<StepEvent> _progress;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _opening = new(1);
    private readonly StoreFolder _store;
    private readonly StepRecords _records;
    private readonly ContentCache _contents;
    private readonly OutputVerifier _outputs;
    private readonly IngredientCollector _collector;
    private readonly ObservedIngredients _observed;
    private readonly FileClock _clock;
    private readonly SharedOutputs? _shared;
    private RunLock? _lock;
    private WorkingTree _tree;
    private bool _isLoaded;

    public StepRunner(StepRunnerOptions options, IProgress<StepEvent> progress, TimeProvider time)
    {
        _options = options;
        _progress = progress;
        _time = time;
        _store = new(options.StoreFolder, CheckoutIdentity.Of(options.Root), options.Checkpoint);
        _clock = new FileClock(_store.PathOf("clock"));
        _records = new(_store);
        _contents = new(options.Root, _clock, options.RacyWindow);
        _outputs = new(options.Root, _clock, options.RacyWindow);
        _collector = new(_contents, _records, options);
        _observed = new(options, _contents);
        _tree = new(GitRepository.Find(options.Root));
        if (options.SharedFolder is { } shared)
            _shared = new(options.Root, shared, _store.PathOf("incoming"), options.Checkpoint, time);
    }

    /// <summary>Runs the step unless an earlier result still holds.</summary>
    /// <param name="action">Does the work; what it returns is kept, and returned again when the step is skipped.</param>
    public Task<StepResult> RunAsync(
        Step step,
        Func<CancellationToken, Task<string>> action,
        CancellationToken cancellationToken
    ) => RunAsync(step, async cancel => new StepOutcome(await action(cancel)), cancellationToken);

    /// <summary>Runs the step unless an earlier result still holds, also by what it was seen to depend on.</summary>
    public async Task<StepResult> RunAsync(
        Step step,
        Func<CancellationToken, Task<StepOutcome>> action,
        CancellationToken cancellationToken
    )
    {
        await OpenAsync(cancellationToken);
        var declared = _collector.Collect(step, _tree);
        var record = _records.Find(step.Id);
        var fingerprint = WithObserved(step, declared, record);
        var reasons = ReasonsToRun(step, fingerprint, record);
        if (reasons.Count == 0)
        {
            _progress.Report(new StepEvent.Skipped(step, record!.Duration, fingerprint));
            return new(HasRun: false, record.Text, fingerprint.Digest);
        }

        if (!_options.Force && step.IsShared && Restore(step, declared) is { } shared)
        {
            _progress.Report(new StepEvent.Restored(step, shared.Duration, reasons));
            return new(HasRun: false, shared.Text, shared.Fingerprint.Digest);
        }

        _records.Invalidate(step.Id);
        _progress.Report(new StepEvent.Started(step, reasons, record?.Duration));
        if (step.StartsClean)
            OutputTree.Delete(_options.Root, step.Outputs);
        var began = _clock.Now();
        var started = _time.GetTimestamp();
        StepOutcome outcome;
        try
        {
            outcome = await action(cancellationToken);
        }
        finally
        {
            _progress.Report(new StepEvent.Ended(step));
        }
        var duration = _time.GetElapsedTime(started);
        var digest = Record(step, declared, began, duration, outcome);
        _progress.Report(new StepEvent.Succeeded(step, duration));
        return new(HasRun: true, outcome.Text, digest);
    }

    /// <summary>
    /// Whether an earlier result of the step still holds. It only reads, and waits for no other run: records are replaced as a
    /// whole, and one that changes meanwhile is not current.
    /// </summary>
    public async Task<bool> IsCurrentAsync(Step step, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return _records.Find(step.Id) is { } record
            && Changes(step, WithObserved(step, _collector.Collect(step, _tree), record), record).Count == 0;
    }

    /// <summary>Makes every step of the checkout run next time.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        _records.InvalidateAll();
    }

    public void Dispose()
    {
        if (_lock is not null)
            _contents.Save(_store);
        _lock?.Dispose();
        _opening.Dispose();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (!_isLoaded)
                _contents.Load(_store);
            _isLoaded = true;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_lock is not null)
                return;
            _lock = await RunLock.AcquireAsync(
                _options.StoreFolder,
                holder => _progress.Report(new StepEvent.Waiting(holder)),
                _time,
                cancellationToken
            );
            _store.DeleteTemporaryFiles();
            _contents.Load(_store);
            _isLoaded = true;
        }
        finally
        {
            _opening.Release();
        }
    }

    private List<Change> ReasonsToRun(Step step, Fingerprint fingerprint, StepRecord? record)
    {
        if (_options.Force)
            return [new Change.Forced()];
        if (record is null)
            return [new Change.NeverSucceeded()];
        return Changes(step, fingerprint, record);
    }

    /// <summary>All that the step depends on by what is declared, and by what it was seen to when it last ran.</summary>
    private Fingerprint WithObserved(Step step, Fingerprint declared, StepRecord? record) =>
        record is null ? declared : declared.With(step.Id, _observed.Now(step, record.Fingerprint.Ingredients));

    private List<Change> Changes(Step step, Fingerprint fingerprint, StepRecord record)
    {
        List<Change> changes =
        [
            .. fingerprint.ChangesSince(record.Fingerprint.Ingredients),
            .. IngredientCollector.Unfinished(fingerprint),
            .. ObservedIngredients.Doubts(fingerprint.Ingredients),
        ];
        return changes.Count > 0 ? changes : [.. ChangedOutputs(step, record)];
    }

    private IReadOnlyList<Change> ChangedOutputs(Step step, StepRecord record)
    {
        if (step.Outputs.Count == 0)
            return [];
        var changes = _outputs.Verify(
            new GlobSet(step.Outputs),
            record.Outputs,
            () => _records.FindManifest(step.Id, record.Outputs),
            out var refreshed
        );
        if (refreshed is not null)
            _records.Save(step.Id, record with { Outputs = _outputs.Summarize(refreshed) }, refreshed);
        return changes;
    }

    /// <summary>The digest of all that the step depends on.</summary>
    private Digest Record(Step step, Fingerprint before, long began, TimeSpan duration, StepOutcome outcome)
    {
        _tree = new(GitRepository.Find(_options.Root));
        var after = _collector.Collect(step, _tree);
        var observed = _observed.Collect(step, outcome.Observed, after, began, out var meanwhile);
        var full = after.With(step.Id, observed);
        var rewritten = new GlobSet(step.Rewrites);
        List<Change> changes =
        [
            .. after.ChangesSince(before.Ingredients).Where(change => !IsRewrite(change, rewritten)),
            .. IngredientCollector.Unfinished(after),
            .. meanwhile,
        ];
        if (changes.Count > 0)
        {
            _progress.Report(new StepEvent.NotRecorded(step, changes));
            return full.Digest;
        }

        var manifest = _outputs.Snapshot(new GlobSet(step.Outputs));
        ThrowIfMissing(step, manifest);
        _contents.Save(_store);
        _records.Save(step.Id, new(full, duration, outcome.Text, _outputs.Summarize(manifest)), manifest);
        if (step.IsShared && !ObservedIngredients.Doubts(observed).Any())
            _shared?.Add(after.Digest, observed, duration, outcome.Text, manifest);
        return full.Digest;
    }

    /// <summary>Null where the shared store, if any, has nothing for this fingerprint.</summary>
    private RestoredStep? Restore(Step step, Fingerprint declared)
    {
        var outputs = new GlobSet(step.Outputs);
        if (
            IngredientCollector.Unfinished(declared).Any()
            || _shared?.Fetch(declared.Digest, outputs, IsSame) is not { } entry
        )
            return null;
        _records.Invalidate(step.Id);
        _shared.MoveIntoPlace(entry, step.Outputs);
        _tree = new(GitRepository.Find(_options.Root));
        var manifest = _outputs.Snapshot(outputs);
        var fingerprint = declared.With(step.Id, entry.Observed);
        _records.Save(step.Id, new(fingerprint, entry.Duration, entry.Text, _outputs.Summarize(manifest)), manifest);
        return new(fingerprint, entry.Duration, entry.Text);

        bool IsSame(IReadOnlyList<Ingredient> observed) => observed.SequenceEqual(_observed.Now(step, observed));
    }

    private sealed record RestoredStep(Fingerprint Fingerprint, TimeSpan Duration, string Text);

    private static bool IsRewrite(Change change, GlobSet rewritten) =>
        change is Change.Ingredient { Before: var before, After: var after }
        && (after ?? before) is { Kind: IngredientKind.File } file
        && rewritten.IsMatch(file.Name);

    private static void ThrowIfMissing(Step step, OutputManifest manifest)
    {
        var findings = step
            .Outputs.Where(glob => !glob.StartsWith('!'))
            .Where(glob => new GlobSet([glob]) is var output && !manifest.Files.Any(file => output.IsMatch(file.Path)))
            .Select(glob => new Finding(
                FingerprintCodes.OutputMissing,
                $"Step {step.Id} ended without an error and without {glob}"
            ))
            .ToList();
        if (findings.Count > 0)
            throw new BuildException(findings);
    }
}
