using System.Globalization;
using System.Xml.Linq;

namespace Cake.AWS.CloudFormation.Client.Transport;

/// <summary>Reads elements by local name: AWS's namespace carries only the version.</summary>
public static class XmlElements
{
    public static XElement? Child(this XElement element, string name) =>
        element.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    public static string? Text(this XElement element, string name) => element.Child(name)?.Value;

    internal static string Required(this XElement element, string name) =>
        element.Text(name)
        ?? throw new CloudFormationException($"CloudFormation's answer lacks {name} in {element.Name.LocalName}.");

    public static bool? Flag(this XElement element, string name) =>
        element.Text(name) is { Length: > 0 } text ? bool.Parse(text) : null;

    public static DateTimeOffset? Time(this XElement element, string name) =>
        element.Text(name) is { Length: > 0 } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : null;

    public static IReadOnlyList<T> List<T>(this XElement element, string name, Func<XElement, T> read) =>
        element.Child(name)?.Elements().Where(e => e.Name.LocalName == "member").Select(read).ToArray() ?? [];

    public static IReadOnlyList<string> Texts(this XElement element, string name) => element.List(name, e => e.Value);
}
