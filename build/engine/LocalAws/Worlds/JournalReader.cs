namespace LocalAws.Worlds;

/// <summary>Reads a journal back into the last state of each record, still as JSON.</summary>
static class JournalReader
{
    /// <summary>
    /// The records. A journal that is mostly overwritten lines, in several files or torn at its end is rewritten before; so is
    /// one with damaged lines that are to be skipped: those are set aside in a file of their own, and named to the log.
    /// </summary>
    /// <exception cref="StateDamagedException">Lines are damaged, and are not to be skipped.</exception>
    public static Dictionary<Cell, Dictionary<string, ReadOnlyMemory<byte>>> Load(
        JournalFiles files,
        LocalAwsOptions options
    )
    {
        var numbers = files.Numbers();
        if (numbers.Count == 0)
            return [];
        var damaged = Damage(files, numbers);
        if (damaged.Count > 0 && !options.SkipsDamagedRecords)
            throw new StateDamagedException(files.Folder, [.. damaged.Select(one => one.Record)]);
        SetAside(files, damaged, options.Log);
        if (numbers is [0] && damaged.Count == 0)
        {
            var (cells, lines, torn) = Read(files.First);
            if (!torn && lines <= 2 * cells.Values.Sum(cell => cell.Count) + 100)
                return cells;
        }
        files.Compact(numbers[^1], CancellationToken.None);
        // What was overwritten is not to stay in memory.
        return Read(files.First).Cells;
    }

    static List<(DamagedRecord Record, byte[] Line)> Damage(JournalFiles files, IEnumerable<int> numbers)
    {
        var damaged = new List<(DamagedRecord, byte[])>();
        foreach (var path in numbers.Select(files.Of))
        {
            var number = 0;
            foreach (var piece in JournalPiece.Read(path))
            {
                number++;
                if (piece.Damage is { } damage)
                {
                    var record = JournalLine.NameOf(piece.Line.Span);
                    damaged.Add((new(path, number, record, damage), piece.Line.ToArray()));
                }
            }
        }
        return damaged;
    }

    static void SetAside(JournalFiles files, List<(DamagedRecord Record, byte[] Line)> damaged, Action<string> log)
    {
        if (damaged.Count == 0)
            return;
        using var aside = PrivateFiles.Open(files.Damaged, FileMode.Append);
        foreach (var (record, line) in damaged)
        {
            aside.Write(line);
            aside.WriteByte((byte)'\n');
            log($"Set aside in {files.Damaged}: {record}.");
        }
    }

    static (Dictionary<Cell, Dictionary<string, ReadOnlyMemory<byte>>> Cells, int Lines, bool Torn) Read(string path)
    {
        var cells = new Dictionary<Cell, Dictionary<string, ReadOnlyMemory<byte>>>();
        var (lines, torn) = (0, false);
        foreach (var piece in JournalPiece.Read(path))
        {
            torn = !piece.IsEnded;
            lines++;
            if (piece.Parse() is { } line)
                Apply(cells, line, piece.Line);
        }
        return (cells, lines, torn);
    }

    static void Apply(
        Dictionary<Cell, Dictionary<string, ReadOnlyMemory<byte>>> cells,
        JournalLine line,
        ReadOnlyMemory<byte> bytes
    )
    {
        if (!cells.TryGetValue(line.Cell, out var records))
            cells[line.Cell] = records = new(StringComparer.Ordinal);
        if (line.Record is { } record)
            records[line.Key] = bytes[record].ToArray();
        else
            records.Remove(line.Key);
    }
}
