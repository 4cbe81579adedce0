namespace Build.Reporting;

/// <summary>A table as plain text: columns as wide as what stands in them, a line under the headers and one under the rows.</summary>
sealed record TextTable(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    const string Gap = "  ";

    public void Write(TextWriter output)
    {
        var widths = Headers
            .Select((header, column) => Rows.Select(row => row[column].Length).Append(header.Length).Max())
            .ToList();
        var line = new string('-', widths.Sum() + (Gap.Length * (widths.Count - 1)));
        output.WriteLine();
        WriteRow(Headers);
        output.WriteLine(line);
        foreach (var row in Rows)
            WriteRow(row);
        output.WriteLine(line);

        void WriteRow(IReadOnlyList<string> cells) =>
            output.WriteLine(string.Join(Gap, cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>The same as Markdown, under a heading.</summary>
    public void WriteMarkdown(TextWriter output, string title)
    {
        output.WriteLine($"### {title}");
        output.WriteLine();
        output.WriteLine($"| {string.Join(" | ", Headers)} |");
        output.WriteLine($"|{string.Concat(Headers.Select(_ => "---|"))}");
        foreach (var row in Rows)
            output.WriteLine($"| {string.Join(" | ", row.Select(Escaped))} |");
    }

    static string Escaped(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal);
}
