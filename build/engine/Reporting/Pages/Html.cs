using System.Xml.Linq;

namespace Reporting.Pages;

/// <summary>Elements of HTML. Their texts are escaped when they are written; no attribute is a script or a style.</summary>
static class Html
{
    /// <summary>An element that HTML reads as one: without content it is written with its end all the same.</summary>
    /// <param name="css">Its classes; null for none.</param>
    public static XElement Of(string name, string? css, params object?[] content)
    {
        var element = new XElement(name, css is null ? null : new XAttribute("class", css), content);
        if (!element.Nodes().Any() && name is not ("input" or "br" or "use" or "rect" or "line"))
            element.Add("");
        return element;
    }

    public static XAttribute Attribute(string name, string value) => new(name, value);

    /// <summary>The sign of a state, which its words repeat for those who do not see it.</summary>
    public static XElement Icon(ItemState state) =>
        Of(
            "svg",
            $"icon {Css(state)}",
            Attribute("aria-hidden", "true"),
            Of("use", null, Attribute("href", $"#i-{Css(state)}"))
        );

    /// <summary>Words for those who do not see the page.</summary>
    public static XElement Unseen(string words) => Of("span", "unseen", words);

    public static string Css<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>A link to elsewhere, which learns nothing of where it was followed.</summary>
    public static XElement Link(Uri target, string words) =>
        Of("a", null, Attribute("href", target.AbsoluteUri), Attribute("rel", "noopener noreferrer"), words);

    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
