using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>Writes requests byte by byte, which HttpClient would tidy up.</summary>
public sealed class RawClient(Uri endpoint) : IDisposable
{
    TcpClient? _connection;
    NetworkStream? _stream;
    byte[] _buffer = new byte[16 * 1024];
    int _filled;

    /// <summary>Sends one request and reads its answer; a connection that the server ends is opened anew for the next.</summary>
    public async Task<(int Status, string ContentType, string Body)> SendAsync(
        string requestLine,
        IEnumerable<KeyValuePair<string, string>> headers,
        byte[] body,
        CancellationToken cancellationToken
    )
    {
        await WriteAsync([.. Head(requestLine, headers, body), .. body], cancellationToken);
        return await ReadAsync(requestLine.StartsWith("HEAD ", StringComparison.Ordinal), cancellationToken);
    }

    /// <summary>Asks before it sends the body, as botocore does: after a final answer it does not send it.</summary>
    public async Task<(int Status, string ContentType, string Body)> AskAsync(
        string requestLine,
        IEnumerable<KeyValuePair<string, string>> headers,
        byte[] body,
        CancellationToken cancellationToken
    )
    {
        await WriteAsync(Head(requestLine, headers.Append(new("expect", "100-continue")), body), cancellationToken);
        var first = await ReadAsync(isHead: false, cancellationToken);
        if (first.Status != 100)
            return first;
        await WriteAsync(body, cancellationToken);
        return await ReadAsync(isHead: false, cancellationToken);
    }

    static byte[] Head(string requestLine, IEnumerable<KeyValuePair<string, string>> headers, byte[] body)
    {
        var head = new StringBuilder(requestLine).Append(" HTTP/1.1\r\n");
        foreach (var (name, value) in headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append(CultureInfo.InvariantCulture, $"content-length: {body.Length}\r\n\r\n");
        return Encoding.Latin1.GetBytes(head.ToString());
    }

    async Task WriteAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        if (_connection is null)
        {
            _connection = new();
            await _connection.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            _stream = _connection.GetStream();
        }
        await _stream!.WriteAsync(bytes, cancellationToken);
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _connection?.Dispose();
        _connection = null;
        _filled = 0;
    }

    async Task<(int Status, string ContentType, string Body)> ReadAsync(
        bool isHead,
        CancellationToken cancellationToken
    )
    {
        var lines = (await ReadHeadAsync(cancellationToken)).Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
        var length = int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
        var body = new byte[isHead || status is 204 or 304 ? 0 : length];
        await ReadBodyAsync(body, cancellationToken);
        if (headers.GetValueOrDefault("Connection") == "close")
            Dispose();
        return (status, headers.GetValueOrDefault("Content-Type", ""), Encoding.UTF8.GetString(body));
    }

    /// <summary>The status line and the headers; what was read beyond them stays in the buffer.</summary>
    async Task<string> ReadHeadAsync(CancellationToken cancellationToken)
    {
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (_filled == _buffer.Length)
                Array.Resize(ref _buffer, _filled * 2);
            var read = await _stream!.ReadAsync(_buffer.AsMemory(_filled), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException("The server ended the connection instead of answering.");
            _filled += read;
        }
        var head = Encoding.Latin1.GetString(_buffer.AsSpan(0, end));
        Drop(end + 4);
        return head;
    }

    async Task ReadBodyAsync(byte[] body, CancellationToken cancellationToken)
    {
        var known = Math.Min(body.Length, _filled);
        _buffer.AsSpan(0, known).CopyTo(body);
        Drop(known);
        await _stream!.ReadExactlyAsync(body.AsMemory(known), cancellationToken);
    }

    void Drop(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }
}
