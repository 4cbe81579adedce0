using System.Globalization;
using System.Xml.Linq;

namespace LocalAws.S3;

/// <summary>Elements and values of S3's XML.</summary>
static class S3Xml
{
    /// <summary>The namespace of S3's documents.</summary>
    public static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>An element with S3's namespace over all its content.</summary>
    public static XElement Document(string name, params object?[] content)
    {
        var document = new XElement(name, content);
        foreach (var element in document.DescendantsAndSelf())
            element.Name = Namespace + element.Name.LocalName;
        return document;
    }

    /// <summary>The first child of that name in any namespace.</summary>
    public static XElement? Child(this XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    /// <summary>The children of that name in any namespace.</summary>
    public static IEnumerable<XElement> Children(this XElement element, string name) =>
        element.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>A time with milliseconds.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
