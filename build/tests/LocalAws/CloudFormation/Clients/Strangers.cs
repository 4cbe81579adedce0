using System.Net;
using System.Net.Sockets;

namespace Build.Tests.LocalAws.CloudFormation.Clients;

/// <summary>The proxy that a client under test is given: whatever it would call besides the local AWS ends, and shows, here.</summary>
sealed class Strangers : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    int _calls;

    public Strangers()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>How many calls went elsewhere.</summary>
    public int Calls => Volatile.Read(ref _calls);

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _calls);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has ended.
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
    }
}
