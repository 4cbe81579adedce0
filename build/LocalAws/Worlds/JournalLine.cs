using System.Text.Json;

namespace LocalAws.Worlds;

/// <summary>A line of a journal: what it is about, and where its record begins; null where it removes the record.</summary>
readonly record struct JournalLine(Cell Cell, string Key, int? Start)
{
    /// <summary>Null where the line is damaged.</summary>
    public static JournalLine? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            var cell = new Cell(Next(ref reader), Next(ref reader), Next(ref reader));
            var key = Next(ref reader);
            reader.Read();
            var start = reader.TokenType == JsonTokenType.EndArray ? (int?)null : (int)reader.TokenStartIndex;
            return line is [.., (byte)']'] ? new(cell, key, start) : null;
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The whole lines of a file, each good until the next is asked for; a torn last one is left out.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var buffer = new byte[64 * 1024];
        var filled = 0;
        int count;
        while ((count = file.Read(buffer, filled, buffer.Length - filled)) > 0)
        {
            filled += count;
            var start = 0;
            int length;
            while ((length = buffer.AsSpan(start..filled).IndexOf((byte)'\n')) >= 0)
            {
                yield return buffer.AsMemory(start, length);
                start += length + 1;
            }
            buffer.AsSpan(start..filled).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
        }
    }

    static string Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString() ?? throw new JsonException("A text is missing.");
    }
}
