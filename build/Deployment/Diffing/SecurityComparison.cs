namespace Deployment.Diffing;

/// <summary>A statement or rule as it stands on a resource.</summary>
/// <param name="Allows">False for a denial.</param>
sealed record SecurityItem(string Subject, string Text, bool Allows);

/// <summary>Which statements or rules come and which go; those that only move within their resource do neither.</summary>
static class SecurityComparison
{
    public static IReadOnlyList<SecurityDifference> Compare(
        IEnumerable<SecurityItem> before,
        IEnumerable<SecurityItem> after
    )
    {
        var old = before.ToHashSet();
        var now = after.ToHashSet();
        return
        [
            .. now.Except(old)
                .Select(item => new SecurityDifference(item.Subject, item.Text, IsAdded: true, item.Allows)),
            .. old.Except(now)
                .Select(item => new SecurityDifference(item.Subject, item.Text, IsAdded: false, !item.Allows)),
        ];
    }
}
