using System.Collections.Concurrent;
using Fingerprints.Files;
using Fingerprints.Patterns;
using Fingerprints.Stores;

namespace Fingerprints.Outputs;

/// <summary>
/// Says what a step left behind, and later whether it is still there. Every file's status is read each time, thousands of
/// node_modules included; content is read again only where the status differs, or was too fresh to vouch for the content.
/// </summary>
internal sealed class OutputVerifier(string root, FileClock clock, TimeSpan racyWindow)
{
    private readonly long _racyWindow = (long)racyWindow.TotalNanoseconds;

    public OutputManifest Snapshot(GlobSet outputs) => Complete(clock.Now(), OutputTree.Walk(root, outputs), null);

    public OutputSummary Summarize(OutputManifest manifest) =>
        new(
            manifest.Content,
            OutputTree.Summarize([.. manifest.Files.Select(file => new OutputFile(file.Path, file.Status))]),
            manifest.Files.All(file => IsSettled(file.Status, manifest.ReadAt))
        );

    /// <summary>What is no longer as the step left it; nothing where all is.</summary>
    /// <param name="recorded">Asked for only where the summary does not settle it; null where it is not to be had.</param>
    /// <param name="refreshed">The manifest with the files' present status, where contents had to be read.</param>
    public IReadOnlyList<Change> Verify(
        GlobSet outputs,
        OutputSummary summary,
        Func<OutputManifest?> recorded,
        out OutputManifest? refreshed
    )
    {
        refreshed = null;
        var now = summary.IsSettled ? 0 : clock.Now();
        var files = OutputTree.Walk(root, outputs);
        if (summary.IsSettled && OutputTree.Summarize(files) == summary.Status)
            return [];
        if (recorded() is not { } manifest)
            return [new Change.NeverSucceeded()];

        if (summary.IsSettled)
        {
            now = clock.Now();
            files = OutputTree.Walk(root, outputs);
        }
        var present = Complete(now, files, manifest);
        var changes = Differences(manifest, present).ToList();
        if (changes.Count == 0)
            refreshed = present;
        return changes;
    }

    private OutputManifest Complete(long now, List<OutputFile> files, OutputManifest? known)
    {
        var knownFiles = known?.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var digests = new FileDigest?[files.Count];
        Parallel.ForEach(
            Partitioner.Create(0, Math.Max(files.Count, 1)),
            range =>
            {
                for (var i = range.Item1; i < Math.Min(range.Item2, files.Count); i++)
                    digests[i] = Complete(files[i], known, knownFiles?.GetValueOrDefault(files[i].Path));
            }
        );
        return new(now, [.. digests.OfType<FileDigest>()]);
    }

    private FileDigest? Complete(OutputFile file, OutputManifest? manifest, FileDigest? known)
    {
        if (!file.Status.IsTracked)
            return null;
        if (known is not null && known.Status == file.Status && IsSettled(file.Status, manifest!.ReadAt))
            return known;
        var content = FileContent.Hash($"{root}/{file.Path}", file.Status.Kind);
        return content is null ? null : new(file.Path, file.Status, content.Value);
    }

    private static IEnumerable<Change> Differences(OutputManifest then, OutputManifest now)
    {
        var present = now.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var (path, status, content) in then.Files)
        {
            if (!present.Remove(path, out var file))
                yield return new Change.Output(path, "missing");
            else if (file.Content != content)
                yield return new Change.Output(path, "changed");
            else if (file.Status.Kind != status.Kind)
                yield return new Change.Output(path, "changed its mode");
        }
        foreach (var path in present.Keys)
            yield return new Change.Output(path, "added");
    }

    private bool IsSettled(FileStatus status, long readAt) => status.LastChange < readAt - _racyWindow;
}
