using Scaffolding.Contents;
using Scaffolding.Records;

namespace Scaffolding.Upgrades;

/// <summary>
/// What changes from one version to the next: files that are as they were written follow the next version, files that the
/// team edited or removed stay as they are.
/// </summary>
/// <param name="Changes">In the order of their paths.</param>
/// <param name="Regenerates">Whether projen is to write its files again, since neither version's are the repository's.</param>
public sealed record UpgradePlan(IReadOnlyList<FileChange> Changes, bool Regenerates)
{
    /// <summary>Where the next version's files are kept that were left, to be compared.</summary>
    public const string Compared = "build/.upgrade/next";

    /// <summary>What projen's files are generated from, besides the team's settings.</summary>
    static readonly string[] sourcesOfGenerated = [".projenrc.ts", "build/versions.json", "cdk-settings/"];

    /// <param name="current">Of the repository.</param>
    /// <param name="working">The bytes of a file in the repository; null where it is not there.</param>
    public static UpgradePlan Make(TemplateRecord current, TemplateContent next, Func<string, byte[]?> working)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(working);
        var before = current.Kept.ToDictionary();
        var after = next.Record.Kept.ToDictionary();
        var generated = current.Generated.Keys.Concat(next.Record.Generated.Keys).ToHashSet();
        var compared = before
            .Keys.Union(after.Keys)
            .Order(StringComparer.Ordinal)
            .Select(path => new Comparison(
                path,
                before.GetValueOrDefault(path),
                after.GetValueOrDefault(path),
                working(path) is { } bytes ? RepositoryFile.DigestOf(bytes) : null
            ))
            .ToList();
        var isEdited = compared.Any(file => file.IsEdited && IsOfProjen(file.Path));
        return new(
            [
                .. compared
                    .Where(file => !generated.Contains(file.Path) || !file.IsEdited)
                    .Select(file => file.Change)
                    .OfType<FileChange>(),
            ],
            isEdited && compared.Any(file => file.Before != file.After && IsOfProjen(file.Path))
        );

        bool IsOfProjen(string path) =>
            generated.Contains(path)
            || sourcesOfGenerated.Any(source => path.Contains(source, StringComparison.Ordinal));
    }

    /// <summary>The digests of a file in the two versions and in the repository; null where it is not there.</summary>
    sealed record Comparison(string Path, string? Before, string? After, string? Now)
    {
        public bool IsEdited => Before is not null && Now != Before && Now != After;

        public FileChange? Change =>
            (Before, After, Now) switch
            {
                (_, _, _) when Now == After => null,
                (null, _, null) => new(Path, ChangeKind.Added),
                (null, _, _) => Left("you have a file of that name", "compare with"),
                (_, _, _) when Before == After => null,
                (_, null, _) when Now == Before => new(Path, ChangeKind.Removed),
                (_, null, _) => new(
                    Path,
                    ChangeKind.Left,
                    "you edited it, and the engine no longer uses it: delete it where you do not"
                ),
                (_, _, null) => Left("you removed it", "where you want it back, take it from"),
                _ when Now == Before => new(Path, ChangeKind.Changed),
                _ => Left("you edited it", "compare with"),
            };

        FileChange Left(string why, string what) => new(Path, ChangeKind.Left, $"{why}: {what} {Compared}/{Path}");
    }
}
