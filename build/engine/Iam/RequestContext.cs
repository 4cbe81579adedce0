using System.Collections.Immutable;

namespace Iam;

/// <summary>Condition keys of a request with their values; keys ignore case.</summary>
public sealed class RequestContext
{
    readonly ImmutableDictionary<string, IReadOnlyList<string>> _values;

    RequestContext(ImmutableDictionary<string, IReadOnlyList<string>> values) => _values = values;

    public static RequestContext Empty { get; } =
        new(ImmutableDictionary.Create<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase));

    public IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Values => _values;

    public RequestContext With(string key, params IReadOnlyList<string> values) => new(_values.SetItem(key, values));

    public RequestContext With(IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> values) =>
        new(_values.SetItems(values));

    /// <summary>The values of a key, null when it is not in the request.</summary>
    public IReadOnlyList<string>? Find(string key) => _values.GetValueOrDefault(key);
}
