using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>
/// Sends malformed requests of every protocol to a local AWS, most of them signed so that they get past the signature,
/// and collects the answers that are not errors in the protocol's shape.
/// </summary>
sealed class MalformedRequests : IAsyncDisposable
{
    /// <summary>Requests that are signed at once.</summary>
    public const int Batch = 1000;

    /// <summary>What takes longer hangs.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    readonly LocalWorld _world;
    readonly Uri _endpoint;
    readonly SignedRequest.Key _key;

    MalformedRequests(LocalWorld world, ConcurrentQueue<string> defects)
    {
        _world = world;
        _endpoint = world.Server.Endpoint;
        _key = SignedRequest.Key.Of(world.Server.AdministratorOf(LocalWorld.First));
        Defects = defects;
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What was wrong, one line each: wrong answers, and defects that the server logs.</summary>
    public ConcurrentQueue<string> Defects { get; }

    /// <summary>A local AWS that has the bucket of the samples.</summary>
    public static async Task<MalformedRequests> StartAsync()
    {
        var defects = new ConcurrentQueue<string>();
        var requests = new MalformedRequests(
            await LocalWorld.StartAsync(options => options with { Log = line => Collect(defects, line) }),
            defects
        );
        using var client = new RawClient(requests._endpoint);
        await SendAsync(client, RequestSamples.Bucket(requests._endpoint, requests._key));
        return requests;
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    /// <summary>Sends the requests that follow from a seed, one after the other; how many were refused.</summary>
    public async Task<int> SendAsync(int seed, int count)
    {
        using var client = new RawClient(_endpoint);
        var mutations = new Mutations(new Random(seed));
        var refused = 0;
        IReadOnlyList<SignedRequest> samples = [];
        for (var index = 0; index < count; index++)
        {
            if (index % Batch == 0)
                samples = RequestSamples.All(_endpoint, _key);
            var request = mutations.Change(mutations.Pick(samples));
            var (status, contentType, body) = await SendAsync(client, request, mutations.Signature(request))
                .WaitAsync(Longest, Cancellation);
            refused += status >= 400 ? 1 : 0;
            var answered = status < 500 || status == 501;
            var shaped = status < 400 || request.Method == "HEAD" || body.Length == 0 || HasShape(contentType, body);
            if (!answered || !shaped)
                Defects.Enqueue(Describe(seed, index, request, status, body));
        }
        return refused;
    }

    static void Collect(ConcurrentQueue<string> defects, string line)
    {
        if (line.Contains("defect", StringComparison.Ordinal))
            defects.Enqueue(line);
    }

    static Task<(int Status, string ContentType, string Body)> SendAsync(
        RawClient client,
        SignedRequest request,
        string? signature = null
    ) =>
        client.SendAsync(
            $"{request.Method} {request.Path}{(request.Query.Length > 0 ? "?" + request.Query : "")}",
            request.AllHeaders(signature ?? request.Sign()),
            request.Body,
            Cancellation
        );

    static bool HasShape(string contentType, string body)
    {
        if (contentType.StartsWith("application/x-amz-json", StringComparison.Ordinal))
            return JsonNode.Parse(body)?["__type"] is not null;
        return contentType.Contains("xml", StringComparison.Ordinal)
            && XElement.Parse(body).DescendantsAndSelf().Any(element => element.Name.LocalName == "Code");
    }

    static string Describe(int seed, int index, SignedRequest request, int status, string body) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Request {index} of seed {seed}: {request.Service} {request.Method} {request.Path}?{request.Query} with {System.Text.Encoding.UTF8.GetString(request.Body)} got {status}: {body}"
        );
}
