namespace LocalAws.Worlds;

/// <summary>Writes the last line of each record that still is, without holding more of the journal in memory than their names.</summary>
static class JournalCompaction
{
    public static void Write(IReadOnlyList<string> sources, string target, CancellationToken cancellationToken)
    {
        var lasting = LastLines(sources, cancellationToken);
        using var file = PrivateFiles.Open(target, FileMode.Create);
        using var buffered = new BufferedStream(file, 64 * 1024);
        var number = 0;
        foreach (var piece in sources.SelectMany(JournalPiece.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (lasting.Contains(number++))
            {
                buffered.Write(piece.Line.Span);
                buffered.WriteByte((byte)'\n');
            }
        }
        buffered.Flush();
        file.Flush(flushToDisk: true);
    }

    /// <summary>The numbers of the lines that stay.</summary>
    static HashSet<int> LastLines(IEnumerable<string> sources, CancellationToken cancellationToken)
    {
        var last = new Dictionary<(Cell, string), int>();
        var number = 0;
        foreach (var piece in sources.SelectMany(JournalPiece.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (piece.Parse() is var (cell, key, record))
            {
                if (record is null)
                    last.Remove((cell, key));
                else
                    last[(cell, key)] = number;
            }
            number++;
        }
        return [.. last.Values];
    }
}
