using System.Globalization;
using Cake.Core.Diagnostics;
using Fingerprints;

namespace Reporting;

/// <summary>Says of each step whether it runs, and why, and while it runs that it does.</summary>
public sealed class StepLines : IProgress<StepEvent>, IDisposable
{
    const int Few = 3;

    readonly ICakeLog log;
    readonly bool explains;
    readonly SignsOfLife signs;

    public StepLines(ICakeLog log, bool explains, TimeProvider time)
    {
        (this.log, this.explains) = (log, explains);
        signs = new(line => log.Information("{0}", line), time);
        // What a tool prints is a sign of life too.
        if (log is CleanLog written)
            written.Written += OnWritten;
    }

    public void Report(StepEvent value)
    {
        if (value is StepEvent.Started begun)
            signs.Begin(begun.Step.Id, begun.Last);
        if (value is StepEvent.Ended ended)
            signs.End(ended.Step.Id);
        foreach (var line in Of(value))
            log.Information("{0}", line);
    }

    public void Dispose()
    {
        if (log is CleanLog written)
            written.Written -= OnWritten;
        signs.Dispose();
    }

    void OnWritten(object? sender, WrittenEventArgs written) => signs.Said();

    IEnumerable<string> Of(StepEvent happened) =>
        happened switch
        {
            StepEvent.Waiting waiting =>
            [
                $"Waiting for another run in this checkout{(waiting.Holder is { } holder ? $", process {holder}" : "")}",
            ],
            StepEvent.Skipped skipped =>
            [
                $"{skipped.Step.Id}: unchanged, saves {Durations.Text(skipped.Saved)}",
                .. explains ? Kept(skipped) : [],
            ],
            StepEvent.Restored restored =>
            [
                $"{restored.Step.Id}: taken from the shared outputs, saves {Durations.Text(restored.Saved)}",
            ],
            StepEvent.Started started => Reasons($"{started.Step.Id}: runs, ", started.Reasons),
            StepEvent.Succeeded succeeded => [$"{succeeded.Step.Id}: done in {Durations.Text(succeeded.Duration)}"],
            StepEvent.NotRecorded unrecorded => Reasons(
                $"{unrecorded.Step.Id}: runs again next time, ",
                unrecorded.Reasons
            ),
            _ => [],
        };

    IEnumerable<string> Reasons(string beginning, IReadOnlyList<Change> reasons)
    {
        if (explains)
            return [$"{beginning}because", .. reasons.Select(reason => $"  {reason}")];
        var few = string.Join(", ", reasons.Take(Few));
        return [$"{beginning}{few}{(reasons.Count > Few ? $" and {reasons.Count - Few} more" : "")}"];
    }

    static IEnumerable<string> Kept(StepEvent.Skipped skipped) =>
        skipped
            .Fingerprint.Ingredients.GroupBy(ingredient => ingredient.Kind)
            .Select(kind => $"  {kind.Key}: {string.Join(", ", kind.Select(Show))}")
            .Append($"  fingerprint {skipped.Fingerprint.Digest}");

    static string Show(Ingredient ingredient) =>
        ingredient.Kind is IngredientKind.Tool or IngredientKind.Argument
            ? $"{ingredient.Name} {ingredient.Text}"
            : ingredient.Name;
}
