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
    const int Usual = 4000;
    const long MemoryLimit = 96 * 1024 * 1024;

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
        var defects = new ConcurrentQueue<string>();
        await using var world = await LocalWorld.StartAsync(options => options with { Log = Collect });
        var key = SignedRequest.Key.Of(world.Server.AdministratorOf(LocalWorld.First));
        using var client = new RawClient(world.Server.Endpoint);
        var mutations = new Mutations(new Random(Seed));
        await SendAsync(client, RequestSamples.Bucket(world.Server.Endpoint, key));
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var outcomes = new SortedDictionary<int, int>();
        for (var index = 0; index < Requests; index++)
        {
            var request = mutations.Change(mutations.Pick(RequestSamples.All(world.Server.Endpoint, key)));
            var (status, contentType, body) = await SendAsync(client, request, mutations.Signature(request));
            outcomes[status] = outcomes.GetValueOrDefault(status) + 1;
            var answered = status < 500 || status == 501;
            var shaped = status < 400 || request.Method == "HEAD" || body.Length == 0 || HasShape(contentType, body);
            if (!answered || !shaped)
                defects.Enqueue(Describe(index, request, status, body));
        }

        Assert.True(defects.IsEmpty, string.Join('\n', defects.Take(10)));
        Assert.True(outcomes.Where(outcome => outcome.Key >= 400).Sum(outcome => outcome.Value) > Requests / 3);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MemoryLimit);

        void Collect(string line)
        {
            if (line.Contains("defect", StringComparison.Ordinal))
                defects.Enqueue(line);
        }
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

    static string Describe(int index, SignedRequest request, int status, string body) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Request {index} of seed {Seed}: {request.Service} {request.Method} {request.Path}?{request.Query} with {System.Text.Encoding.UTF8.GetString(request.Body)} got {status}: {body}"
        );
}
