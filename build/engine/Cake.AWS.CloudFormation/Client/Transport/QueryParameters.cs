using System.Globalization;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>The form fields of one call in AWS's Query protocol: lists are numbered from 1 under ".member".</summary>
public sealed class QueryParameters
{
    readonly SortedDictionary<string, string> fields = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, string> Fields => fields;

    public QueryParameters Add(string name, string? value)
    {
        if (value is not null)
            fields[name] = value;
        return this;
    }

    public QueryParameters Add(string name, bool? value) =>
        Add(
            name,
            value switch
            {
                null => null,
                true => "true",
                false => "false",
            }
        );

    /// <summary>Nothing for null, which AWS reads as "as before"; an empty field for an empty list, which AWS reads as "none".</summary>
    public QueryParameters AddList<T>(string name, IReadOnlyList<T>? items, Action<QueryParameters, string, T> write)
    {
        if (items is null)
            return this;
        if (items.Count == 0)
            return Add(name, "");
        for (var i = 0; i < items.Count; i++)
            write(this, string.Create(CultureInfo.InvariantCulture, $"{name}.member.{i + 1}"), items[i]);
        return this;
    }

    public QueryParameters AddList(string name, IReadOnlyList<string>? items) =>
        AddList(name, items, static (parameters, field, item) => parameters.Add(field, item));
}
