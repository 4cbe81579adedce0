namespace LocalAws.Worlds;

/// <summary>A line of a journal as it is in the file.</summary>
/// <param name="Line">Without its end; good until the next is asked for.</param>
/// <param name="IsEnded">Whether its end is there: the last line of a process that was killed may be torn.</param>
/// <param name="IsTooLong">Whether these are only the first bytes of a line that is longer than any record.</param>
readonly record struct JournalPiece(ReadOnlyMemory<byte> Line, bool IsEnded, bool IsTooLong)
{
    /// <summary>Longer than any record is, and small enough to be held in memory.</summary>
    const int Longest = 512 * 1024 * 1024;

    const int FirstBytes = 4096;

    /// <summary>What is wrong with it; null where it is a line, or a torn one that was never answered.</summary>
    public string? Damage =>
        IsTooLong ? $"it is longer than {Longest / 1024 / 1024} MB"
        : IsEnded ? JournalLine.DamageOf(Line.Span)
        : null;

    /// <summary>What it says; null where it is damaged or torn.</summary>
    public JournalLine? Parse() => IsTooLong ? null : JournalLine.Parse(Line.Span);

    public static IEnumerable<JournalPiece> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var buffer = new byte[64 * 1024];
        var (filled, isTooLong) = (0, false);
        int count;
        while ((count = file.Read(buffer, filled, buffer.Length - filled)) > 0)
        {
            // What was there before has no end of a line.
            var (start, searched) = (0, filled);
            filled += count;
            int length;
            while ((length = buffer.AsSpan(searched..filled).IndexOf((byte)'\n')) >= 0)
            {
                var end = searched + length;
                yield return Piece(start, end, isEnded: true);
                (start, searched, isTooLong) = (end + 1, end + 1, false);
            }
            if (filled - start > Longest)
                isTooLong = true;
            if (isTooLong)
                filled = start + Math.Min(FirstBytes, filled - start);
            buffer.AsSpan(start..filled).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
        }
        if (filled > 0)
            yield return Piece(0, filled, isEnded: false);

        JournalPiece Piece(int start, int end, bool isEnded) =>
            new(
                buffer.AsMemory(start, isTooLong ? Math.Min(FirstBytes, end - start) : end - start),
                isEnded,
                isTooLong
            );
    }
}
