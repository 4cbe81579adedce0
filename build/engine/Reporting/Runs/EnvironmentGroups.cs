using Deployment.Assemblies;
using Reporting.Pages;

namespace Reporting.Runs;

/// <summary>Things of a page by their environments.</summary>
static class EnvironmentGroups
{
    /// <param name="nameOf">The name by which the user knows an environment; null where it has none.</param>
    public static IReadOnlyList<PageGroup> Of(
        IEnumerable<(TargetEnvironment Environment, PageItem Item)> items,
        Func<TargetEnvironment, string?> nameOf
    ) =>
        [
            .. items
                .GroupBy(item => item.Environment, item => item.Item)
                .Select(group => Group(group, nameOf(group.Key))),
        ];

    static PageGroup Group(IGrouping<TargetEnvironment, PageItem> group, string? name)
    {
        var place = $"{group.Key.Account} {group.Key.Region}";
        return new(name ?? place, name is null ? "" : place, [.. group]);
    }
}
