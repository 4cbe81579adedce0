namespace LocalAws.Worlds;

/// <summary>Reads a journal back into the last state of each record, still as JSON.</summary>
static class JournalReader
{
    /// <summary>
    /// The records. A damaged line costs what it says and nothing else: it is set aside in a file of its own, and named to
    /// <paramref name="log"/>. A journal that is mostly overwritten lines, in several files or torn at its end is rewritten before.
    /// </summary>
    public static Dictionary<Cell, Dictionary<string, ReadOnlyMemory<byte>>> Load(
        JournalFiles files,
        Action<string> log
    )
    {
        var numbers = files.Numbers();
        if (numbers.Count == 0)
            return [];
        var isDamaged = SetDamagedAside(files, numbers, log);
        if (numbers is [0] && !isDamaged)
        {
            var (cells, lines, torn) = Read(files.First);
            if (!torn && lines <= 2 * cells.Values.Sum(cell => cell.Count) + 100)
                return cells;
        }
        files.Compact(numbers[^1], CancellationToken.None);
        // What was overwritten is not to stay in memory.
        return Read(files.First).Cells;
    }

    static bool SetDamagedAside(JournalFiles files, IReadOnlyList<int> numbers, Action<string> log)
    {
        var isDamaged = false;
        foreach (var path in numbers.Select(files.Of))
        {
            var number = 0;
            foreach (var line in JournalLine.Read(path))
            {
                number++;
                if (JournalLine.Parse(line.Span) is not null)
                    continue;
                isDamaged = true;
                using var aside = PrivateFiles.Open(files.Damaged, FileMode.Append);
                aside.Write(line.Span);
                aside.WriteByte((byte)'\n');
                log(
                    $"Line {number} of {path} is damaged; it is set aside in {files.Damaged}, and the rest is as it was."
                );
            }
        }
        return isDamaged;
    }

    static (Dictionary<Cell, Dictionary<string, ReadOnlyMemory<byte>>> Cells, int Lines, bool Torn) Read(string path)
    {
        var cells = new Dictionary<Cell, Dictionary<string, ReadOnlyMemory<byte>>>();
        ReadOnlyMemory<byte> rest = File.ReadAllBytes(path);
        var lines = 0;
        int end;
        while ((end = rest.Span.IndexOf((byte)'\n')) >= 0)
        {
            Apply(cells, rest[..end]);
            rest = rest[(end + 1)..];
            lines++;
        }
        return (cells, lines, !rest.IsEmpty);
    }

    static void Apply(Dictionary<Cell, Dictionary<string, ReadOnlyMemory<byte>>> cells, ReadOnlyMemory<byte> line)
    {
        if (JournalLine.Parse(line.Span) is not var (cell, key, start))
            return;
        if (!cells.TryGetValue(cell, out var records))
            cells[cell] = records = new(StringComparer.Ordinal);
        // The record is all that is left but for the bracket that ends the line.
        if (start is { } from)
            records[key] = line[from..^1];
        else
            records.Remove(key);
    }
}
