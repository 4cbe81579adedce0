using System.Buffers;
using System.Text.Json;

namespace LocalAws.Worlds;

/// <summary>
/// An append-only file of changes, a JSON array and its checksum a line: account, region, table, key and the new record (none:
/// removed). What was appended survives the process; the last line may be torn, and then was never answered. A journal that has grown to
/// twice what it was when last rewritten is rewritten in the background, while changes go on into a further file.
/// </summary>
sealed class Journal : IDisposable
{
    const long SmallestLimit = 1024 * 1024;
    const int Growth = 2;

    /// <summary>Lines are made side by side, and written one after the other.</summary>
    [ThreadStatic]
    static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? _line;

    readonly Lock _sync = new();
    readonly CancellationTokenSource _stop = new();
    readonly JournalFiles _files;
    readonly Action<string> _log;
    FileStream _file;
    int _number;
    long _size;
    long _limit;
    Task _compaction = Task.CompletedTask;
    volatile StateNotWritableException? _fault;
    bool _isDisposed;

    public Journal(JournalFiles files, Action<string> log)
    {
        (_files, _log) = (files, log);
        _file = PrivateFiles.Open(files.First, FileMode.Append);
        _size = _file.Length;
        _limit = LimitAfter(_size);
    }

    /// <summary>Why nothing more is written, or null.</summary>
    public StateNotWritableException? Fault => _fault;

    /// <exception cref="StateNotWritableException">This change, or an earlier one, was not written.</exception>
    public void Append(Cell cell, string key, Action<Utf8JsonWriter>? record)
    {
        var line = Line(cell, key, record);
        lock (_sync)
        {
            Write(line);
            _size += line.Length;
            if (_size > _limit && _compaction.IsCompleted)
                Compact();
        }
    }

    /// <summary>A line that the disk took only a part of is taken back: it was not answered, and would spoil the next one.</summary>
    void Write(ReadOnlySpan<byte> line)
    {
        if (_fault is not null)
            throw _fault;
        var before = _file.Position;
        try
        {
            _file.Write(line);
        }
        catch (IOException reason)
        {
            _fault = new(reason);
            _log(_fault.Message);
            _file.SetLength(before);
            throw _fault;
        }
    }

    static long LimitAfter(long size) => Math.Max(SmallestLimit, Growth * size);

    /// <summary>Goes on in a further file and rewrites those before.</summary>
    void Compact()
    {
        var last = _number;
        var before = _size;
        try
        {
            var closed = _file;
            _file = PrivateFiles.Open(_files.Of(last + 1), FileMode.Create);
            _number = last + 1;
            closed.Dispose();
            _compaction = Task.Run(() => Compact(last, before));
        }
        catch (IOException error)
        {
            Postpone(error);
        }
    }

    void Compact(int last, long before)
    {
        try
        {
            var length = _files.Compact(last, _stop.Token);
            lock (_sync)
            {
                _size += length - before;
                _limit = LimitAfter(length);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The next start does it.
        }
        catch (IOException error)
        {
            lock (_sync)
                Postpone(error);
        }
    }

    /// <summary>The journal is as good as before, and will be tried again when it has grown further.</summary>
    void Postpone(IOException error)
    {
        _limit = LimitAfter(_size);
        _log($"The journal of the local AWS was not rewritten, and goes on growing: {error.Message}");
    }

    static ReadOnlySpan<byte> Line(Cell cell, string key, Action<Utf8JsonWriter>? record)
    {
        var (buffer, writer) = _line ??= Writer();
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartArray();
        writer.WriteStringValue(cell.Account);
        writer.WriteStringValue(cell.Region);
        writer.WriteStringValue(cell.Table);
        writer.WriteStringValue(key);
        record?.Invoke(writer);
        writer.WriteEndArray();
        writer.Flush();
        Span<byte> ending = stackalloc byte[JournalChecksum.Length + 1];
        JournalChecksum.Write(buffer.WrittenSpan, ending);
        ending[^1] = (byte)'\n';
        buffer.Write(ending);
        return buffer.WrittenSpan;
    }

    static (ArrayBufferWriter<byte>, Utf8JsonWriter) Writer()
    {
        var buffer = new ArrayBufferWriter<byte>();
        return (buffer, new Utf8JsonWriter(buffer, new() { SkipValidation = true }));
    }

    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _stop.Cancel();
        _compaction.Wait();
        _stop.Dispose();
        _file.Dispose();
    }
}
