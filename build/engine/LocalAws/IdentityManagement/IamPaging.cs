using System.Globalization;
using System.Xml.Linq;
using LocalAws.Protocol;

namespace LocalAws.IdentityManagement;

/// <summary>MaxItems, Marker and IsTruncated of IAM's lists.</summary>
static class IamPaging
{
    /// <summary>A Result of one page: the list under its name, and where it goes on.</summary>
    public static XElement Page<T>(QueryPairs parameters, string list, IReadOnlyList<T> items, Func<T, XElement> shape)
    {
        var size = parameters.Integer("MaxItems") ?? 100;
        if (size is < 1 or > 1000)
            throw IamErrors.Invalid(
                "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000"
            );
        var start = 0;
        if (
            parameters["Marker"] is { } marker
            && !int.TryParse(marker, NumberStyles.None, CultureInfo.InvariantCulture, out start)
        )
            throw IamErrors.Invalid("Invalid Marker.");
        var page = items.Skip(start).Take(size).ToList();
        var truncated = start + page.Count < items.Count;
        return new(
            "Result",
            new XElement("IsTruncated", truncated),
            truncated ? new XElement("Marker", (start + page.Count).ToString(CultureInfo.InvariantCulture)) : null,
            new XElement(list, page.Select(shape))
        );
    }
}
