using LocalAws.Protocol;

namespace LocalAws.Identities;

/// <summary>What one call does to a resource's tags: it either adds and changes some, or removes some.</summary>
public sealed record TagChange
{
    /// <summary>No tags at all.</summary>
    public static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    TagChange(IReadOnlyDictionary<string, string> added, IReadOnlyCollection<string> removed) =>
        (Added, Removed) = (added, removed);

    /// <summary>The tags that are added or get another value.</summary>
    public IReadOnlyDictionary<string, string> Added { get; }

    /// <summary>The keys that are removed.</summary>
    public IReadOnlyCollection<string> Removed { get; }

    /// <summary>Whether it is an UntagResource.</summary>
    public bool IsRemoval => Removed.Count > 0;

    /// <summary>Tags to add or change.</summary>
    public static TagChange Add(IReadOnlyDictionary<string, string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return new(tags, []);
    }

    /// <summary>Keys to remove.</summary>
    public static TagChange Remove(IReadOnlyCollection<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return new(None, keys);
    }

    /// <summary>What leads from one set of tags to another: an addition, a removal, both or neither.</summary>
    public static IReadOnlyList<TagChange> Between(
        IReadOnlyDictionary<string, string> present,
        IReadOnlyDictionary<string, string> wanted
    )
    {
        ArgumentNullException.ThrowIfNull(present);
        ArgumentNullException.ThrowIfNull(wanted);
        var added = wanted
            .Where(tag => !present.TryGetValue(tag.Key, out var value) || value != tag.Value)
            .ToDictionary(StringComparer.Ordinal);
        string[] removed = [.. present.Keys.Except(wanted.Keys)];
        return
        [
            .. added.Count > 0 ? [Add(added)] : (TagChange[])[],
            .. removed.Length > 0 ? [Remove(removed)] : (TagChange[])[],
        ];
    }

    /// <summary>The tags after the change, or an error of the service where they would be too many.</summary>
    public IReadOnlyDictionary<string, string> ApplyTo(IReadOnlyDictionary<string, string> tags, TagRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var changed = ApplyTo(tags);
        rules.CheckCount(changed);
        return changed;
    }

    /// <summary>The tags after the change: what changes keeps its place.</summary>
    public IReadOnlyDictionary<string, string> ApplyTo(IReadOnlyDictionary<string, string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return tags.Where(tag => !Removed.Contains(tag.Key))
            .Select(tag => new KeyValuePair<string, string>(tag.Key, Added.GetValueOrDefault(tag.Key, tag.Value)))
            .Concat(Added.Where(tag => !tags.ContainsKey(tag.Key)))
            .ToDictionary(StringComparer.Ordinal);
    }
}
