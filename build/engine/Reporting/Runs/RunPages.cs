using Deployment;
using Diagnosis.Checks;
using Reporting.Pages;

namespace Reporting.Runs;

/// <summary>Makes the page of a run out of what was noted of it.</summary>
public static class RunPages
{
    /// <param name="target">What was asked for.</param>
    /// <param name="failure">What made the run fail; null where nothing did.</param>
    /// <param name="wasInterrupted">Somebody ended it.</param>
    /// <param name="ended">When it was over.</param>
    public static RunPage Of(
        RunRecord record,
        string target,
        RunOrigin origin,
        Exception? failure,
        bool wasInterrupted,
        DateTimeOffset ended
    )
    {
        var rows = record.OrderedRows();
        var sections = Sections(record, origin.IsLocal);
        var findings = (failure as BuildException)?.Findings ?? [];
        var outcome =
            wasInterrupted ? RunOutcome.Interrupted
            : failure is null ? RunOutcome.Succeeded
            : RunOutcome.Failed;
        var headline = Headline(sections, findings, failure);
        return new(new(target, outcome, headline, record.Began, ended - record.Began, origin))
        {
            Findings = findings,
            Warnings = record.Warnings,
            Sections = sections,
            Rows = rows,
        };
    }

    static List<PageSection> Sections(RunRecord record, bool isLocal)
    {
        List<PageSection> sections = [];
        if (record.Diagnosis is { } diagnosis)
            sections.Add(new("Checks", "check", CheckItems(diagnosis)));
        if (record.Difference is { } difference)
            sections.Add(
                new("Differences", "stack", DifferenceItems.Of(difference.Difference, difference.EnvironmentName))
            );
        if (record.Actions is { } actions)
            sections.Add(new("Pipeline", "action", ActionItems.Of(actions)) { IsInOrder = true });
        // What was done last is what was asked for.
        foreach (var (part, index) in record.Deployments.Select((part, index) => (part, index)).Reverse())
            sections.Add(new(part.Title, "stack", StackItems.Of(part, isLocal, $"s{index}-")));
        if (record.Steps is { } steps)
            sections.Add(new("Steps", "step", steps.Groups));
        return [.. sections.Where(section => section.Groups.Count > 0)];
    }

    static IReadOnlyList<PageGroup> CheckItems(DiagnosisReport diagnosis) =>
        [
            .. diagnosis
                .Checks.GroupBy(check => check.Scope)
                .Select(group => new PageGroup(group.Key, "", [.. group.Select(Item)])),
        ];

    static PageItem Item(CheckResult check) =>
        new(
            check.Status switch
            {
                CheckStatus.Ok => ItemState.Succeeded,
                CheckStatus.Warning => ItemState.Warning,
                CheckStatus.Failure => ItemState.Failed,
                _ => ItemState.Unknown,
            },
            check.Name,
            check.Detail.Split('\n')[0]
        )
        {
            Findings = check.Findings,
        };

    /// <summary>What came of what was asked for; of a run that failed before it, the first reason.</summary>
    static string Headline(List<PageSection> sections, IReadOnlyList<Finding> findings, Exception? failure)
    {
        var whole = sections.FirstOrDefault(section =>
            failure is null || section.Items.Any(item => item.State is ItemState.Failed or ItemState.Interrupted)
        );
        return whole?.Tally
            ?? (findings.Count > 0 ? findings[0].What : null)
            ?? failure?.Message.Split('\n')[0].TrimEnd()
            ?? "There was nothing to do";
    }
}
