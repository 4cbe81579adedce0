namespace LocalAws.S3.Blobs;

/// <summary>Reads blobs one after the other, from any offset.</summary>
sealed class JoinedStream(IReadOnlyList<Blob> blobs, IDisposable reading, Func<Blob, FileStream> open) : Stream
{
    FileStream? _current;
    int _index = -1;
    long _start;
    long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = blobs.Sum(blob => blob.Size);

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!Select())
            return 0;
        var count = await _current!.ReadAsync(buffer, cancellationToken);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (!Select())
            return 0;
        var read = _current!.Read(buffer, offset, count);
        _position += read;
        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => Length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Opens the blob at the position; false at the end.</summary>
    bool Select()
    {
        if (_position >= Length)
            return false;
        if (_index < 0 || _position < _start || _position >= _start + blobs[_index].Size)
        {
            _current?.Dispose();
            _start = 0;
            for (_index = 0; _position >= _start + blobs[_index].Size; _index++)
                _start += blobs[_index].Size;
            _current = open(blobs[_index]);
        }
        _current!.Position = _position - _start;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _current?.Dispose();
            reading.Dispose();
        }
        base.Dispose(disposing);
    }
}
