using System.Globalization;
using System.Xml.Linq;

namespace LocalAws.CloudFormation.Wire;

/// <summary>Elements of Query answers; absent values make no element.</summary>
static class Xml
{
    public static XElement? Text(string name, string? value) => value is null ? null : new XElement(name, value);

    public static XElement Flag(string name, bool value) => new(name, value ? "true" : "false");

    public static XElement? Time(string name, DateTimeOffset? value) =>
        value is { } time
            ? new XElement(
                name,
                time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            )
            : null;

    public static XElement? Number(string name, int? value) =>
        value is { } number ? new XElement(name, number.ToString(CultureInfo.InvariantCulture)) : null;

    public static XElement List<T>(string name, IEnumerable<T> items, Func<T, object?> content) =>
        new(name, items.Select(item => new XElement("member", content(item))));

    public static XElement Texts(string name, IEnumerable<string> items) => List(name, items, item => item);
}
