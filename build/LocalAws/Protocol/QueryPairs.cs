using System.Collections;

namespace LocalAws.Protocol;

/// <summary>Names and values of a query string or form, unescaped, in their order.</summary>
public sealed class QueryPairs : IEnumerable<KeyValuePair<string, string>>
{
    readonly List<KeyValuePair<string, string>> _pairs = [];

    /// <summary>The first value of that name, or null.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _pairs)
            {
                if (string.Equals(key, name, StringComparison.Ordinal))
                    return value;
            }
            return null;
        }
    }

    /// <summary>How many pairs there are.</summary>
    public int Count => _pairs.Count;

    /// <summary>Whether the name occurs.</summary>
    public bool Has(string name) => this[name] is not null;

    /// <summary>Parses "a=1&amp;b"; "+" is a space.</summary>
    public static QueryPairs Parse(string query)
    {
        var parsed = new QueryPairs();
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            var value = equals < 0 ? "" : part[(equals + 1)..];
            parsed._pairs.Add(new(Unescape(name), Unescape(value)));
        }
        return parsed;
    }

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
