using Scaffolding.Contents;
using Scaffolding.Feeds;

namespace Scaffolding.Upgrades;

/// <summary>What an upgrade did.</summary>
/// <param name="From">The version before.</param>
/// <param name="To">The version now; the same where there was nothing to do.</param>
public sealed record UpgradeResult(string From, string To)
{
    /// <summary>Each file that changed, and each that the team edited and that was left for it.</summary>
    public IReadOnlyList<FileChange> Changes { get; init; } = [];

    /// <summary>What the changelog says of the versions in between.</summary>
    public IReadOnlyList<string> News { get; init; } = [];

    /// <summary>The result in words, a line each.</summary>
    public IReadOnlyList<string> Lines =>
        From == To
            ? [$"Up to date: version {From}"]
            :
            [
                $"Upgraded from {From} to {To}:",
                .. Changes
                    .Where(change => !IsPackage(change))
                    .Select(change =>
                        $"  {WordOf(change.Kind), -8} {change.Path}{(change.Why is { } why ? $": {why}" : "")}"
                    ),
                .. Changes.Any(IsPackage)
                    ? (string[])[$"  changed  {TemplateContent.Packages}: the packages of {To}"]
                    : [],
                .. News.Count > 0 ? (string[])["New:", .. News.Select(line => $"  {line}")] : [],
            ];

    /// <summary>Of the engine: twenty come and go with each version.</summary>
    static bool IsPackage(FileChange change) =>
        change.Path.StartsWith(TemplateContent.Packages + PackedPackages.Prefix, StringComparison.Ordinal);

    static string WordOf(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Added => "added",
            ChangeKind.Changed => "changed",
            ChangeKind.Removed => "removed",
            _ => "left",
        };
}
