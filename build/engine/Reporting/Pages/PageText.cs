using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Deployment.Texts;

namespace Reporting.Pages;

/// <summary>
/// Writes a page that stands alone: nothing is loaded, and the policy in it lets a browser run the one script of the page and
/// nothing else (https://www.w3.org/TR/CSP3/#external-hash).
/// </summary>
static class PageText
{
    static readonly Lazy<string> style = new(() => Resource("page.css"));

    /// <param name="script">The name of the script among the resources.</param>
    /// <param name="body">What is drawn, by its elements.</param>
    /// <param name="drawing">An SVG that is drawn already, in the place of the empty element with the id "drawing"; null for none.</param>
    public static string Of(string title, string script, XElement body, string? drawing = null)
    {
        var code = Resource(script);
        var text = new StringBuilder();
        foreach (var part in Resource("page.html").Split("{{"))
        {
            var end = part.IndexOf("}}", StringComparison.Ordinal);
            text.Append(
                part[..Math.Max(end, 0)] switch
                {
                    "policy" => Policy(code),
                    "title" => Escaped(title),
                    "style" => style.Value,
                    "icons" => Resource("icons.svg"),
                    "body" => Drawn(CleanXml.Write(body), drawing),
                    "script" => code,
                    _ => "",
                }
            );
            text.Append(part[(end < 0 ? 0 : end + 2)..]);
        }
        return text.ToString();
    }

    /// <summary>A file of the folder Resources, its lines ending as they are hashed.</summary>
    public static string Resource(string name)
    {
        using var stream =
            typeof(PageText).Assembly.GetManifestResourceStream($"Pages/{name}")
            ?? throw new ArgumentException($"{name} is no resource of pages.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    static string Policy(string script) =>
        $"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style.Value)}'; base-uri 'none'; form-action 'none'";

    static string Hash(string text) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    static string Escaped(string text) => new XText(ForeignText.ToLine(text)).ToString();

    static string Drawn(string body, string? drawing) =>
        drawing is null ? body : body.Replace(Place, $"<div id=\"drawing\">{drawing}</div>", StringComparison.Ordinal);

    const string Place = "<div id=\"drawing\"></div>";
}
