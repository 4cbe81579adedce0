using System.Xml.Linq;

namespace LocalAws.Ec2;

/// <summary>Something that a Describe action can answer: its id, its element and what filters see of it.</summary>
sealed record Described(string Id, XElement Item, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields)
{
    public static Described Create(
        string id,
        XElement item,
        IReadOnlyDictionary<string, string> tags,
        params (string Filter, string? Value)[] fields
    )
    {
        var seen = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["tag-key"] = [.. tags.Keys],
            ["tag-value"] = [.. tags.Values],
        };
        foreach (var (key, value) in tags)
            seen["tag:" + key] = [value];
        foreach (var group in fields.GroupBy(field => field.Filter, field => field.Value))
            seen[group.Key] = [.. group.OfType<string>()];
        item.Add(Tags(tags));
        return new(id, item, seen);
    }

    /// <summary>An item with its members.</summary>
    public static XElement Of(params (string Name, object? Value)[] members) =>
        new("item", members.Where(member => member.Value is not null).Select(Element));

    /// <summary>A list of items.</summary>
    public static XElement List(string name, IEnumerable<XElement> items) => new(name, items);

    static XElement Element((string Name, object? Value) member) =>
        new(
            member.Name,
            member.Value switch
            {
                bool flag => flag ? "true" : "false",
                var value => value,
            }
        );

    static XElement? Tags(IReadOnlyDictionary<string, string> tags) =>
        tags.Count == 0 ? null : new("tagSet", tags.Select(tag => Of(("key", tag.Key), ("value", tag.Value))));
}
