using System.Globalization;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>
/// Malformed requests of every protocol. LOCAL_AWS_FUZZ_REQUESTS sets how many, such as 100,000; the seed makes a run repeatable.
/// </summary>
public sealed class FuzzTests
{
    const int Seed = 20260101;
    const int Usual = 20_000;
    const int Connections = 8;

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
        await using var requests = await MalformedRequests.StartAsync();

        // Each connection has a sequence of its own, so that what it sends does not depend on the others.
        var runs = Enumerable
            .Range(1, Connections)
            .Select(number => Task.Run(() => requests.SendAsync(Seed + number, Requests / Connections)));
        var refused = (await Task.WhenAll(runs)).Sum();

        Assert.True(requests.Defects.IsEmpty, string.Join('\n', requests.Defects.Take(10)));
        Assert.InRange(refused, Requests / 3, Requests);
    }
}
