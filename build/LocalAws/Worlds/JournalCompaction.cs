namespace LocalAws.Worlds;

/// <summary>Writes the last line of each record that still is, without holding more of the journal in memory than their names.</summary>
static class JournalCompaction
{
    public static void Write(IReadOnlyList<string> sources, string target, CancellationToken cancellationToken)
    {
        var last = LastLines(sources, cancellationToken);
        using var file = PrivateFiles.Open(target, FileMode.Create);
        using var buffered = new BufferedStream(file, 64 * 1024);
        var number = 0;
        foreach (var line in sources.SelectMany(JournalLine.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (cell, key, _) = JournalLine.Parse(line.Span);
            if (last.TryGetValue((cell, key), out var lasting) && lasting == number)
            {
                buffered.Write(line.Span);
                buffered.WriteByte((byte)'\n');
            }
            number++;
        }
        buffered.Flush();
        file.Flush(flushToDisk: true);
    }

    static Dictionary<(Cell, string), int> LastLines(IEnumerable<string> sources, CancellationToken cancellationToken)
    {
        var last = new Dictionary<(Cell, string), int>();
        var number = 0;
        foreach (var line in sources.SelectMany(JournalLine.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (cell, key, start) = JournalLine.Parse(line.Span);
            if (start is null)
                last.Remove((cell, key));
            else
                last[(cell, key)] = number;
            number++;
        }
        return last;
    }
}
