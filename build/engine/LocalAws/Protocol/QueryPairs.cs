using System.Collections;
using System.Globalization;

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

    /// <summary>The value of that name, or ValidationError.</summary>
    public string Required(string name) =>
        this[name]
        ?? throw new AwsException(
            "ValidationError",
            $"1 validation error detected: Value null at '{char.ToLowerInvariant(name[0])}{name[1..]}' failed to satisfy constraint: Member must not be null"
        );

    /// <summary>The whole number of that name, null where it is absent, or MalformedInput.</summary>
    public int? Integer(string name)
    {
        if (this[name] is not { } text)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new AwsException("MalformedInput", $"{name} must be a whole number.");
    }

    /// <summary>The boolean of that name, null where it is absent.</summary>
    public bool? Boolean(string name) =>
        this[name] is { } text ? text.Equals("true", StringComparison.OrdinalIgnoreCase) : null;

    /// <summary>The members of a list: name.member.1, name.member.2 and so on, each followed by the suffix.</summary>
    public IReadOnlyList<string> List(string name, string suffix = "") =>
        Members(name).Select(member => this[member + suffix]).OfType<string>().ToList();

    /// <summary>The prefixes of a list's members, "name.member.1" and so on, as many as occur.</summary>
    public IReadOnlyList<string> Members(string name)
    {
        var prefix = name + ".member.";
        return _pairs
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pair => pair.Key[prefix.Length..].Split('.')[0])
            .Select(text =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0
            )
            .Where(index => index > 0)
            .Distinct()
            .Order()
            .Select(index => prefix + index.ToString(CultureInfo.InvariantCulture))
            .ToList();
    }

    /// <summary>A list of Key and Value as a dictionary.</summary>
    public IReadOnlyDictionary<string, string> Tags(string name)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in Members(name))
            tags[Required(member + ".Key")] = this[member + ".Value"] ?? "";
        return tags;
    }

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
