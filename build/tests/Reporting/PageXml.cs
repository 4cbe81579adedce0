using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Build.Tests.Deployment.Texts;
using Reporting.Pages;

namespace Build.Tests.Reporting;

/// <summary>Reads a page as XML, once its own script and style, which its policy names by their hashes, are out of it.</summary>
static class PageXml
{
    public static XElement Parse(string page, string script = "run.js")
    {
        SafeOutput.AssertVisible(page);
        var rest = page;
        foreach (var (name, element) in ((string, string)[])[("page.css", "style"), (script, "script")])
        {
            var text = PageText.Resource(name);
            Assert.Contains(
                $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'",
                page,
                StringComparison.Ordinal
            );
            Assert.Contains($"<{element}>{text}</{element}>", rest, StringComparison.Ordinal);
            rest = rest.Replace($"<{element}>{text}</{element}>", "", StringComparison.Ordinal);
        }
        var html = XDocument.Parse(rest).Root!;
        Assert.DoesNotContain(
            html.DescendantsAndSelf(),
            element => element.Name.LocalName is "script" or "style" or "img" or "link" or "iframe" or "base" or "form"
        );
        Assert.DoesNotContain(
            html.DescendantsAndSelf().Attributes(),
            attribute =>
                attribute.Name.LocalName is "style" or "src"
                || attribute.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
                || attribute.Value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase)
        );
        return html;
    }

    public static IEnumerable<XElement> OfClass(this XElement page, string name) =>
        page.Descendants()
            .Where(element => $" {element.Attribute("class")?.Value} ".Contains($" {name} ", StringComparison.Ordinal));
}
