using LocalAws.S3.Buckets;

namespace LocalAws.S3.Objects;

/// <summary>One page of a listing.</summary>
/// <param name="Items">The entries themselves.</param>
/// <param name="Prefixes">What lies behind the delimiter, rolled up.</param>
/// <param name="Next">The last name of the page where more follow, or null.</param>
sealed record ListingPage<T>(IReadOnlyList<T> Items, IReadOnlyList<string> Prefixes, string? Next)
{
    /// <summary>Whether the last name of the page is of what is rolled up, which has no version.</summary>
    public bool EndsWithPrefix => Prefixes.Count > 0 && Prefixes[^1] == Next;
}

/// <summary>Pages through names, rolling up what lies behind a delimiter.</summary>
static class ObjectListing
{
    public static ListingPage<T> Page<T>(
        IEnumerable<T> entries,
        Func<T, string> name,
        string prefix,
        string? delimiter,
        string? after,
        int limit
    )
    {
        var items = new List<T>();
        var prefixes = new List<string>();
        string? last = null;
        if (limit == 0)
            return new(items, prefixes, null);
        foreach (var entry in entries)
        {
            var key = name(entry);
            var rolled = RolledUp(key, prefix, delimiter);
            if (
                rolled is not null
                && (rolled == last || (after is not null && string.CompareOrdinal(rolled, after) <= 0))
            )
                continue;
            if (items.Count + prefixes.Count == limit)
                return new(items, prefixes, last);
            if (rolled is null)
                items.Add(entry);
            else
                prefixes.Add(rolled);
            last = rolled ?? key;
        }
        return new(items, prefixes, null);
    }

    static string? RolledUp(string key, string prefix, string? delimiter)
    {
        if (string.IsNullOrEmpty(delimiter))
            return null;
        var found = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return found < 0 ? null : key[..(found + delimiter.Length)];
    }
}
