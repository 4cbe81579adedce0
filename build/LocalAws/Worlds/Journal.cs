using System.Buffers;
using System.Text.Json;

namespace LocalAws.Worlds;

/// <summary>An append-only file of changes, a JSON array a line: account, region, table, key and the new record (none: removed). What was appended survives the process; the last line may be torn, and then was never answered.</summary>
sealed class Journal : IDisposable
{
    readonly Lock _sync = new();
    readonly ArrayBufferWriter<byte> _buffer = new();
    readonly FileStream _file;

    Journal(FileStream file) => _file = file;

    public static Journal Open(string path) => new(PrivateFiles.Open(path, FileMode.Append));

    public void Append(Cell cell, string key, Action<Utf8JsonWriter>? record)
    {
        lock (_sync)
        {
            _buffer.ResetWrittenCount();
            WriteLine(_buffer, cell, key, record);
            _file.Write(_buffer.WrittenSpan);
        }
    }

    internal static void WriteLine(
        ArrayBufferWriter<byte> buffer,
        Cell cell,
        string key,
        Action<Utf8JsonWriter>? record
    )
    {
        using (var writer = new Utf8JsonWriter(buffer, new() { SkipValidation = true }))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(cell.Account);
            writer.WriteStringValue(cell.Region);
            writer.WriteStringValue(cell.Table);
            writer.WriteStringValue(key);
            record?.Invoke(writer);
            writer.WriteEndArray();
        }
        buffer.Write("\n"u8);
    }

    public void Dispose() => _file.Dispose();
}
