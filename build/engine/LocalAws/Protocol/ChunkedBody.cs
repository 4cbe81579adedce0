using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace LocalAws.Protocol;

/// <summary>An aws-chunked body, decoded and verified as it is read. See "Signature calculations: transferring payload in multiple chunks" in the S3 API reference.</summary>
sealed class ChunkedBody(PipeReader reader, VerifiedSignature? seed, long length, IReadOnlyList<string> announced)
    : BodyStream
{
    const int LongestLine = 16 * 1024;
    const int SmallestChunk = 8192;
    const string ChunkSignature = ";chunk-signature=";
    const string TrailerSignature = "x-amz-trailer-signature";
    readonly ChunkSignatures? _signatures = seed is null ? null : new(seed);
    readonly Dictionary<string, string> _trailers = new(StringComparer.OrdinalIgnoreCase);
    string? _signature;
    long _left;
    long _total;
    bool _small;
    bool _done;

    public override IReadOnlyDictionary<string, string> Trailers => _trailers;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_done || buffer.IsEmpty)
            return 0;
        if (_left == 0 && !await BeginChunkAsync(cancellationToken))
            return 0;
        var read = await reader.ReadAsync(cancellationToken);
        var data = read.Buffer;
        if (data.IsEmpty)
            throw Incomplete();
        var count = (int)Math.Min(Math.Min(data.Length, _left), buffer.Length);
        data.Slice(0, count).CopyTo(buffer.Span);
        reader.AdvanceTo(data.GetPosition(count));
        _signatures?.Append(buffer.Span[..count]);
        _left -= count;
        if (_left == 0)
            await EndChunkAsync(cancellationToken);
        return count;
    }

    async Task<bool> BeginChunkAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken) ?? throw Incomplete();
        var size = ParseHeader(line);
        _total += size;
        if (_total > length || (size == 0 && _total < length))
            throw Incomplete();
        if (size > 0)
        {
            if (_small)
            {
                throw new AwsException(
                    "InvalidChunkSizeError",
                    "Only the last chunk is allowed to have a size less than 8192 bytes",
                    403
                );
            }
            _small = size < SmallestChunk;
            _left = size;
            return true;
        }
        _signatures?.CheckChunk(_signature!);
        await ReadTrailerAsync(cancellationToken);
        _done = true;
        return false;
    }

    long ParseHeader(string line)
    {
        var semicolon = line.IndexOf(';', StringComparison.Ordinal);
        var digits = semicolon < 0 ? line : line[..semicolon];
        _signature = null;
        if (semicolon >= 0 && line.AsSpan(semicolon).StartsWith(ChunkSignature, StringComparison.Ordinal))
            _signature = line[(semicolon + ChunkSignature.Length)..];
        var sized = long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size);
        if (!sized || size < 0 || (_signatures is not null && _signature is null))
            throw new AwsException("InvalidRequest", "The chunk header of the aws-chunked body is malformed.");
        return size;
    }

    async Task EndChunkAsync(CancellationToken cancellationToken)
    {
        if (await ReadLineAsync(cancellationToken) is not "")
            throw Incomplete();
        _signatures?.CheckChunk(_signature!);
    }

    async Task ReadTrailerAsync(CancellationToken cancellationToken)
    {
        var canonical = new StringBuilder();
        string? signature = null;
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || signature is not null)
                throw MalformedTrailer();
            var name = line[..colon].Trim().ToLowerInvariant();
            var value = line[(colon + 1)..].Trim();
            if (name == TrailerSignature)
            {
                signature = value;
                continue;
            }
            if (!announced.Contains(name, StringComparer.OrdinalIgnoreCase) || !_trailers.TryAdd(name, value))
                throw MalformedTrailer();
            canonical.Append(name).Append(':').Append(value).Append('\n');
        }
        if (announced.Count != _trailers.Count || (_signatures is not null && announced.Count > 0 && signature is null))
            throw MalformedTrailer();
        if (signature is not null)
            _signatures?.CheckTrailer(canonical.ToString(), signature);
    }

    /// <summary>The next line without its end, or null at the end of the body.</summary>
    async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (TryReadLine(read.Buffer, out var line))
                return line;
            if (read.IsCompleted)
            {
                var empty = read.Buffer.IsEmpty;
                reader.AdvanceTo(read.Buffer.End);
                return empty ? null : throw Incomplete();
            }
            if (read.Buffer.Length > LongestLine)
                throw Incomplete();
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    bool TryReadLine(ReadOnlySequence<byte> buffer, out string? line)
    {
        line = null;
        if (buffer.PositionOf((byte)'\n') is not { } end)
            return false;
        line = Encoding.UTF8.GetString(buffer.Slice(0, end));
        if (!line.EndsWith('\r'))
            throw Incomplete();
        line = line[..^1];
        reader.AdvanceTo(buffer.GetPosition(1, end));
        return true;
    }

    static AwsException Incomplete() =>
        new("IncompleteBody", "The request body terminated unexpectedly or is not well-formed aws-chunked content.");

    static AwsException MalformedTrailer() =>
        new(
            "MalformedTrailerError",
            "The request contained trailing data that was not well-formed or did not conform to our published schema."
        );

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _signatures?.Dispose();
        base.Dispose(disposing);
    }
}
