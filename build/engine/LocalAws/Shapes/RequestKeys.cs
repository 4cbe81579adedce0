using Iam;

namespace LocalAws.Shapes;

/// <summary>
/// The condition keys that a request answers by what it gives: those of `condition-keys.txt`, and the tags that it adds or
/// removes. Which of them count is for the action to say (<see cref="Identities.ActionKeys" />).
/// </summary>
public static class RequestKeys
{
    static readonly Lazy<ILookup<string, Row>> _rows = new(() =>
        Read()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' '))
            .ToLookup(
                parts => parts[0],
                parts => new Row(parts[1], parts[2].Split('.'), parts[3], parts.Length > 4 ? parts[4] : null)
            )
    );

    /// <summary>All keys of the table, with the service whose requests answer them.</summary>
    public static IEnumerable<(string Service, string Operation, string Key)> All =>
        _rows.Value.SelectMany(service => service.Select(row => (service.Key, row.Operation, row.Key)));

    /// <summary>The keys that a request answers.</summary>
    public static RequestContext Of(string service, string operation, Given.Structure given)
    {
        var context = RequestContext.Empty;
        foreach (var row in _rows.Value[service])
        {
            if (row.Operation != "*" && row.Operation != operation)
                continue;
            IReadOnlyList<string> values = [.. Values(given, row.Path)];
            if (values.Count > 0)
                context = context.With(row.Key, values);
            else if (row.Otherwise is { } otherwise)
                context = context.With(row.Key, otherwise);
        }
        return WithTags(context, given);
    }

    static RequestContext WithTags(RequestContext context, Given.Structure given)
    {
        var keys = new List<string>();
        foreach (var (member, value) in given.Members)
        {
            if (member.Name is "TagKeys" or "tagKeys")
                keys.AddRange(Values(value, ReadOnlyMemory<string>.Empty));
            if (member.Name is not ("Tags" or "tags"))
                continue;
            foreach (var (tag, text) in TagsOf(value))
            {
                keys.Add(tag);
                context = context.With("aws:RequestTag/" + tag, text);
            }
        }
        return keys.Count == 0 ? context : context.With("aws:TagKeys", keys);
    }

    static IEnumerable<(string Key, string Value)> TagsOf(Given tags) =>
        tags switch
        {
            Given.Map map => map.Entries.Select(entry => (entry.Key, entry.Value.ToString())),
            Given.List list => list
                .Items.OfType<Given.Structure>()
                .Select(tag => (Part(tag, "Key", "TagKey"), Part(tag, "Value", "TagValue"))),
            _ => [],
        };

    static string Part(Given.Structure tag, params IReadOnlyList<string> names) =>
        tag
            .Members.Where(part => names.Contains(part.Member.Name, StringComparer.OrdinalIgnoreCase))
            .Select(part => part.Value.ToString())
            .FirstOrDefault("");

    /// <summary>The texts at the end of a path of members.</summary>
    static IEnumerable<string> Values(Given given, ReadOnlyMemory<string> path) =>
        given switch
        {
            Given.List list => list.Items.SelectMany(item => Values(item, path)),
            Given.Structure structure when path.Length > 0 => structure
                .Members.Where(member => member.Member.Name == path.Span[0])
                .SelectMany(member => Values(member.Value, path[1..])),
            Given.Text text when path.Length == 0 => [text.Value],
            _ => [],
        };

    static string Read()
    {
        using var stream = typeof(RequestKeys).Assembly.GetManifestResourceStream("condition-keys.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    sealed record Row(string Operation, string[] Path, string Key, string? Otherwise);
}
