using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>Writes requests byte by byte, which HttpClient would tidy up.</summary>
public sealed class RawClient(Uri endpoint) : IDisposable
{
    TcpClient? _connection;
    BufferedStream? _stream;

    /// <summary>Sends one request and reads its answer; a connection that the server ends is opened anew for the next.</summary>
    public async Task<(int Status, string ContentType, string Body)> SendAsync(
        string requestLine,
        IEnumerable<KeyValuePair<string, string>> headers,
        byte[] body,
        CancellationToken cancellationToken
    )
    {
        if (_connection is null)
        {
            _connection = new();
            await _connection.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
            _stream = new(_connection.GetStream());
        }
        var head = new StringBuilder(requestLine).Append(" HTTP/1.1\r\n");
        foreach (var (name, value) in headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        head.Append(CultureInfo.InvariantCulture, $"content-length: {body.Length}\r\n\r\n");
        await _stream!.WriteAsync(Encoding.Latin1.GetBytes(head.ToString()), cancellationToken);
        await _stream.WriteAsync(body, cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        return await ReadAsync(requestLine.StartsWith("HEAD ", StringComparison.Ordinal), cancellationToken);
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _connection?.Dispose();
        _connection = null;
    }

    async Task<(int Status, string ContentType, string Body)> ReadAsync(
        bool isHead,
        CancellationToken cancellationToken
    )
    {
        var status = int.Parse((await ReadLineAsync(cancellationToken)).Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
        var length = int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture);
        var body = new byte[isHead || status is 204 or 304 ? 0 : length];
        await _stream!.ReadExactlyAsync(body, cancellationToken);
        if (headers.GetValueOrDefault("Connection") == "close")
            Dispose();
        return (status, headers.GetValueOrDefault("Content-Type", ""), Encoding.UTF8.GetString(body));
    }

    async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (true)
        {
            await _stream!.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n')
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }
    }
}
