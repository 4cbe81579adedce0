using Deployment.Texts;

namespace Reporting;

/// <summary>A table as plain text: columns as wide as what stands in them, a line under the headers and one under the rows.</summary>
public sealed class TextTable(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
{
    const string Gap = "  ";

    public void Write(TextWriter output)
    {
        var lines = rows.Select(row => row.Select(ForeignText.ToLine).ToList()).ToList();
        var widths = headers
            .Select((header, column) => lines.Select(row => row[column].Length).Append(header.Length).Max())
            .ToList();
        var line = new string('-', widths.Sum() + (Gap.Length * (widths.Count - 1)));
        output.WriteLine();
        WriteRow(headers);
        output.WriteLine(line);
        lines.ForEach(WriteRow);
        output.WriteLine(line);

        void WriteRow(IReadOnlyList<string> cells) =>
            output.WriteLine(string.Join(Gap, cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>The same as Markdown, under a heading.</summary>
    public void WriteMarkdown(TextWriter output, string title)
    {
        output.WriteLine($"### {ForeignText.ToMarkdown(title)}");
        output.WriteLine();
        output.WriteLine($"| {string.Join(" | ", headers)} |");
        output.WriteLine($"|{string.Concat(headers.Select(_ => "---|"))}");
        foreach (var row in rows)
            output.WriteLine($"| {string.Join(" | ", row.Select(ForeignText.ToMarkdown))} |");
    }
}
