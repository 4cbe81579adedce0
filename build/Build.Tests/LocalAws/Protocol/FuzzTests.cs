using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>
/// Malformed requests of every protocol, most of them signed so that they get past the signature. LOCAL_AWS_FUZZ_REQUESTS
/// sets how many; the seed makes a run repeatable.
/// </summary>
public sealed class FuzzTests
{
    const int Seed = 20260101;
    const int Usual = 100_000;
    const int Connections = 8;
    const int Batch = 1000;
    const long MemoryLimit = 32 * 1024 * 1024;

    /// <summary>What takes longer hangs.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    readonly ConcurrentQueue<string> _defects = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    static int Requests =>
        int.TryParse(
            Environment.GetEnvironmentVariable("LOCAL_AWS_FUZZ_REQUESTS"),
            CultureInfo.InvariantCulture,
            out var count
        )
            ? count
            : Usual;

    [Fact]
    public async Task MalformedRequests_OfEveryProtocol_GetAnErrorInItsShape()
    {
        await using var world = await LocalWorld.StartAsync(options => options with { Log = Collect });
        var key = SignedRequest.Key.Of(world.Server.AdministratorOf(LocalWorld.First));
        using (var client = new RawClient(world.Server.Endpoint))
            await SendAsync(client, RequestSamples.Bucket(world.Server.Endpoint, key));
        await RunAsync(world.Server.Endpoint, key, Seed, Batch);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        // Each connection has a sequence of its own, so that what it sends does not depend on the others.
        var runs = Enumerable
            .Range(1, Connections)
            .Select(number =>
                Task.Run(() => RunAsync(world.Server.Endpoint, key, Seed + number, Requests / Connections))
            );
        var refused = (await Task.WhenAll(runs)).Sum();

        Assert.True(_defects.IsEmpty, string.Join('\n', _defects.Take(10)));
        Assert.InRange(refused, Requests / 3, Requests);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MemoryLimit);
    }

    /// <summary>Sends the requests that follow from a seed, one after the other; how many were refused.</summary>
    async Task<int> RunAsync(Uri endpoint, SignedRequest.Key key, int seed, int count)
    {
        using var client = new RawClient(endpoint);
        var mutations = new Mutations(new Random(seed));
        var refused = 0;
        IReadOnlyList<SignedRequest> samples = [];
        for (var index = 0; index < count; index++)
        {
            if (index % Batch == 0)
                samples = RequestSamples.All(endpoint, key);
            var request = mutations.Change(mutations.Pick(samples));
            var (status, contentType, body) = await SendAsync(client, request, mutations.Signature(request))
                .WaitAsync(Longest, Cancellation);
            refused += status >= 400 ? 1 : 0;
            var answered = status < 500 || status == 501;
            var shaped = status < 400 || request.Method == "HEAD" || body.Length == 0 || HasShape(contentType, body);
            if (!answered || !shaped)
                _defects.Enqueue(Describe(seed, index, request, status, body));
        }
        return refused;
    }

    void Collect(string line)
    {
        if (line.Contains("defect", StringComparison.Ordinal))
            _defects.Enqueue(line);
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
