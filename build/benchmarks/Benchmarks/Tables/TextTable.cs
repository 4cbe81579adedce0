using System.Text;

namespace Benchmarks.Tables;

/// <summary>Rows in columns: the first to the left, the others, which are numbers, to the right.</summary>
public sealed class TextTable(params IReadOnlyList<string> headings)
{
    readonly List<IReadOnlyList<string>> rows = [headings];

    public TextTable Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != headings.Count)
            throw new ArgumentException($"{cells.Count} cells for {headings.Count} columns", nameof(cells));
        rows.Add(cells);
        return this;
    }

    public override string ToString()
    {
        var widths = headings.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var cells = row.Select(
                (cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])
            );
            text.Append("  ").AppendJoin("  ", cells).AppendLine();
        }
        return text.ToString();
    }
}
