namespace Build.Tests.LocalAws.Protocol;

/// <summary>
/// What malformed requests leave in memory. It is measured over the whole process, and so with nothing beside it: other
/// tests read catalogues that stay.
/// </summary>
[Collection(nameof(FuzzMemoryTests))]
[CollectionDefinition(nameof(FuzzMemoryTests), DisableParallelization = true)]
public sealed class FuzzMemoryTests
{
    const int Seed = 20260101;
    const int Requests = 10_000;
    const long BytesPerRequest = 350;

    [Fact]
    public async Task MalformedRequests_AreForgotten()
    {
        await using var requests = await MalformedRequests.StartAsync();
        await requests.SendAsync(Seed, MalformedRequests.Batch);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await requests.SendAsync(Seed + 1, Requests);

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(kept / Requests, long.MinValue, BytesPerRequest);
    }
}
