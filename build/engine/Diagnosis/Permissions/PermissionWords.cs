using Diagnosis.Requirements;

namespace Diagnosis.Permissions;

/// <summary>Permissions as findings tell them.</summary>
static class PermissionWords
{
    const int Shown = 5;

    public static string Actions(IReadOnlyList<RequiredPermission> permissions)
    {
        var actions = permissions.Select(permission => permission.Action).Distinct().ToList();
        return actions.Count <= Shown
            ? string.Join(", ", actions)
            : $"{string.Join(", ", actions.Take(Shown))} and {actions.Count - Shown} more";
    }

    /// <summary>A line for each reason.</summary>
    public static IReadOnlyList<string> Reasons(IReadOnlyList<RequiredPermission> permissions)
    {
        var lines = permissions
            .GroupBy(permission => permission.Reason)
            .Select(group => $"{Actions([.. group])}: {group.Key}")
            .ToList();
        return lines.Count <= Shown ? lines : [.. lines.Take(Shown), $"and {lines.Count - Shown} reasons more"];
    }
}
