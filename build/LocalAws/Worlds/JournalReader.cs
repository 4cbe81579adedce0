using System.Buffers;
using System.Text.Json;

namespace LocalAws.Worlds;

/// <summary>Reads a journal back into the last state of each record, still as JSON, and rewrites it without what was overwritten.</summary>
static class JournalReader
{
    public static Dictionary<Cell, Dictionary<string, ReadOnlyMemory<byte>>> Load(string path)
    {
        if (!File.Exists(path))
            return [];
        var (cells, lines, torn) = Read(path);
        if (!torn && lines <= 2 * cells.Values.Sum(cell => cell.Count) + 100)
            return cells;
        Compact(path, cells);
        // Read again, so that what was overwritten does not stay in memory.
        return Read(path).Cells;
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
        var reader = new Utf8JsonReader(line.Span);
        reader.Read();
        var cell = new Cell(Next(ref reader), Next(ref reader), string.Intern(Next(ref reader)));
        var key = Next(ref reader);
        reader.Read();
        if (!cells.TryGetValue(cell, out var records))
            cells[cell] = records = new(StringComparer.Ordinal);
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            records.Remove(key);
            return;
        }
        // The record is all that is left but for the bracket that ends the line.
        records[key] = line[(int)reader.TokenStartIndex..^1];
    }

    static string Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString()!;
    }

    static void Compact(string path, Dictionary<Cell, Dictionary<string, ReadOnlyMemory<byte>>> cells)
    {
        var next = path + ".next";
        using (var file = PrivateFiles.Open(next, FileMode.Create))
        {
            var buffer = new ArrayBufferWriter<byte>();
            foreach (var (cell, records) in cells)
            foreach (var (key, json) in records)
            {
                buffer.ResetWrittenCount();
                Journal.WriteLine(
                    buffer,
                    cell,
                    key,
                    writer => writer.WriteRawValue(json.Span, skipInputValidation: true)
                );
                file.Write(buffer.WrittenSpan);
            }
            file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }
}
