using System.Globalization;
using System.Text;
using Deployment.Texts;

namespace Diagnosis.Graphs.Pictures;

/// <summary>Writes SVG; whatever comes from a name is escaped here.</summary>
sealed class SvgText
{
    const string Sans = "font-family=\"Inter,'Segoe UI',Helvetica,Arial,sans-serif\"";
    const string Mono = "font-family=\"'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace\"";

    readonly StringBuilder text = new();

    public void Raw(string line) => text.Append(line).Append('\n');

    public void Box(int x, int y, int width, int height, int radius, string fill, string stroke, string more = "") =>
        Raw(
            $"<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\" fill=\"{fill}\" stroke=\"{stroke}\"{more}/>"
        );

    public void Path(string data, string stroke, string more = "") =>
        Raw($"<path d=\"{data}\" fill=\"none\" stroke=\"{stroke}\"{more}/>");

    /// <param name="size">Of the font, in tenths of a pixel.</param>
    public void Write(
        int x,
        int y,
        string words,
        int size,
        string fill,
        bool isBold = false,
        bool isMono = false,
        string anchor = "start"
    ) =>
        Raw(
            $"<text x=\"{x}\" y=\"{y}\" font-size=\"{(size / 10.0).ToString("0.0", CultureInfo.InvariantCulture)}\" fill=\"{fill}\" "
                + $"{(isMono ? Mono : Sans)}{(isBold ? " font-weight=\"600\"" : "")}{(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"")}>{Escape(words)}</text>"
        );

    /// <summary>A heading and what goes with it, beside each other however wide the font is.</summary>
    public void WriteTwo(int x, int y, string heading, string words, string fill, string faint) =>
        Raw(
            $"<text x=\"{x}\" y=\"{y}\" {Sans}><tspan font-size=\"14.5\" font-weight=\"600\" fill=\"{fill}\">{Escape(heading)}</tspan>"
                + $"<tspan dx=\"10\" font-size=\"12\" fill=\"{faint}\">{Escape(words)}</tspan></text>"
        );

    public static string Escape(string words)
    {
        var escaped = new StringBuilder(words.Length);
        foreach (var c in ForeignText.ToXml(words))
            escaped.Append(
                c switch
                {
                    '&' => "&amp;",
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '"' => "&quot;",
                    '\'' => "&#39;",
                    _ => c.ToString(),
                }
            );
        return escaped.ToString();
    }

    public override string ToString() => text.ToString();
}
