using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Amazon.Runtime;

namespace Cake.AWS.CloudFormation.Client.Connections;

/// <summary>
/// The way of all calls to AWS: one pool of connections for all clients, HTTPS_PROXY and NO_PROXY heeded, loopback
/// endpoints never by a proxy, a limit on every wait, and a word to the user where an endpoint does not answer.
/// </summary>
/// <remarks>An endpoint that never answered is asked again for half a minute, then an <see cref="EndpointUnreachableException"/>
/// ends the call. One that has answered before is for the caller to ask again.</remarks>
public sealed class AwsConnections : HttpClientFactory, IDisposable
{
    /// <summary>For calls that nobody watches.</summary>
    public static readonly AwsConnections Shared = new(TimeProvider.System);

    readonly ConcurrentDictionary<string, EndpointRecord> endpoints = new(StringComparer.OrdinalIgnoreCase);
    readonly List<Action<EndpointTrouble>> listeners = [];
    readonly HttpClient client;

    /// <param name="proxy">Null for what the environment says.</param>
    public AwsConnections(TimeProvider time, IWebProxy? proxy = null)
    {
        Time = time;
        Proxy = new RemoteProxy(proxy ?? HttpClient.DefaultProxy);
#pragma warning disable CA2000 // The client disposes its handlers.
        client = new HttpClient(new AnswerHandler(this, CreateHandler())) { Timeout = Timeout.InfiniteTimeSpan };
#pragma warning restore CA2000
    }

    /// <summary>The same way for one who needs an answer and not AWS's word.</summary>
    public SocketsHttpHandler CreateHandler() =>
        new()
        {
            Proxy = Proxy,
            ConnectTimeout = ConnectionLimits.Connect,
            // AWS redirects nobody but in S3, which the SDK follows itself.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
        };

    /// <summary>How long changes of IAM take in the local AWS that has answered, as it says itself; null: none has said so.</summary>
    public TimeSpan? LocalPropagation { get; private set; }

    internal TimeProvider Time { get; }

    internal IWebProxy Proxy { get; }

    /// <summary>Tells of trouble from now on, instead of whoever listened before; until disposed.</summary>
    public IDisposable Listen(Action<EndpointTrouble> listener)
    {
        lock (listeners)
            listeners.Add(listener);
        return new Listening(this, listener);
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => client.Dispose();

    internal EndpointRecord Of(Uri address)
    {
        var host = address.IsDefaultPort ? address.Host : $"{address.Host}:{address.Port}";
        return endpoints.GetOrAdd(host, _ => new EndpointRecord(host, this));
    }

    /// <summary>Heeds what a local AWS says of itself.</summary>
    internal void Heed(Uri address, HttpResponseMessage answer)
    {
        if (
            address.IsLoopback
            && answer.Headers.TryGetValues("x-local-aws-iam-propagation", out var values)
            && double.TryParse(
                values.First(),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var seconds
            )
        )
            LocalPropagation = TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue));
    }

    /// <summary>Tells whoever listens.</summary>
    public void Report(EndpointTrouble trouble)
    {
        Action<EndpointTrouble>? listener;
        lock (listeners)
            listener = listeners.Count > 0 ? listeners[^1] : null;
        listener?.Invoke(trouble);
    }

    sealed class Listening(AwsConnections connections, Action<EndpointTrouble> listener) : IDisposable
    {
        public void Dispose()
        {
            lock (connections.listeners)
                connections.listeners.Remove(listener);
        }
    }
}
