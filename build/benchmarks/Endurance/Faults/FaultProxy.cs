using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Endurance.Faults;

/// <summary>Passes bytes on to a server, and at random delays, cuts, stalls, empties or replaces what comes back.</summary>
sealed class FaultProxy : IAsyncDisposable
{
    static readonly byte[] _empty = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    static readonly byte[] _strange = Encoding.ASCII.GetBytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 46\r\nConnection: close\r\n\r\n"
            + "<html><body>Sign in to the net</body></html>\r\n"
    );

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Random _random;
    readonly double _share;
    readonly int _server;
    readonly Task _accepting;
    int _struck;

    /// <param name="server">The server's port.</param>
    /// <param name="share">How many answers of a hundred are struck.</param>
    public FaultProxy(int server, double share, int seed)
    {
        (_server, _share, _random) = (server, share / 100, new Random(seed));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers were struck.</summary>
    public int Struck => _struck;

    async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = PassAsync(client);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    async Task PassAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
            near.NoDelay = far.NoDelay = true;
            var (requests, answers) = (near.GetStream(), far.GetStream());
            var isAsked = new StrongFlag();
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            Task[] both =
            [
                CopyAsync(requests, answers, isAsked, ends.Token),
                AnswerAsync(answers, requests, isAsked, ends.Token),
            ];
            await Task.WhenAny(both);
            await ends.CancelAsync();
            await Task.WhenAll(both);
        }
        catch (Exception end) when (end is IOException or SocketException or OperationCanceledException)
        {
            // One side is gone: so is the other.
        }
    }

    static async Task CopyAsync(NetworkStream from, NetworkStream to, StrongFlag isAsked, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await from.ReadAsync(buffer, stop)) > 0)
        {
            isAsked.IsSet = true;
            await to.WriteAsync(buffer.AsMemory(0, count), stop);
        }
    }

    async Task AnswerAsync(NetworkStream from, NetworkStream to, StrongFlag isAsked, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await from.ReadAsync(buffer, stop)) > 0)
        {
            // Each answer begins with the first bytes after a request.
            var isFirst = isAsked.IsSet;
            isAsked.IsSet = false;
            if (isFirst && Strikes() is { } fault)
            {
                switch (fault)
                {
                    case 0:
                        await Task.Delay(TimeSpan.FromMilliseconds(Next(2000)), stop);
                        break;
                    case 1:
                        await to.WriteAsync(buffer.AsMemory(0, Next(count)), stop);
                        return;
                    case 2:
                        await Task.Delay(TimeSpan.FromSeconds(Next(8)), stop);
                        return;
                    case 3:
                        await to.WriteAsync(_empty, stop);
                        return;
                    default:
                        await to.WriteAsync(_strange, stop);
                        return;
                }
            }
            await to.WriteAsync(buffer.AsMemory(0, count), stop);
        }
    }

    int? Strikes()
    {
        lock (_random)
        {
            if (_random.NextDouble() >= _share)
                return null;
            Interlocked.Increment(ref _struck);
            return _random.Next(5);
        }
    }

    int Next(int below)
    {
        lock (_random)
            return _random.Next(below);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    sealed class StrongFlag
    {
        public volatile bool IsSet;
    }
}
