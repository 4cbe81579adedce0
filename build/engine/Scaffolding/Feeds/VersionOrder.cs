using System.Globalization;

namespace Scaffolding.Feeds;

/// <summary>The order of package versions: numbers part by part, and a preview before the version that it leads to.</summary>
static class VersionOrder
{
    public static int Compare(string one, string other)
    {
        var (a, previewOfA) = Parts(one);
        var (b, previewOfB) = Parts(other);
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            if ((i < a.Length ? a[i] : 0).CompareTo(i < b.Length ? b[i] : 0) is not 0 and var order)
                return order;
        }
        return (previewOfA.Length == 0, previewOfB.Length == 0) switch
        {
            (true, true) => 0,
            (true, false) => 1,
            (false, true) => -1,
            _ => string.CompareOrdinal(previewOfA, previewOfB),
        };
    }

    static (int[] Numbers, string Preview) Parts(string version)
    {
        var parts = version.Split('+')[0].Split('-', 2);
        return (
            [
                .. parts[0]
                    .Split('.')
                    .Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : 0),
            ],
            parts.Length > 1 ? parts[1] : ""
        );
    }
}
