using System.Text;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>Requests that ask by <c>Expect: 100-continue</c>, as boto3 and the AWS CLIs do, one after the other on a connection.</summary>
public sealed class ExpectedContinueTests : IAsyncLifetime
{
    const string Bucket = "/asked-before";
    LocalWorld _world = null!;
    RawClient _client = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await LocalWorld.StartAsync();
        _client = new(_world.Server.Endpoint);
        Assert.Equal(200, await AskAsync(LocalWorld.First, Bucket, Location));
    }

    [Theory]
    [InlineData("empty, empty, full", 200, 200, 200)]
    [InlineData("refused, full, refused, empty", 403, 200, 403, 200)]
    [InlineData("full, missing, empty, missing, full", 200, 404, 200, 404, 200)]
    [InlineData("refused and empty, full", 403, 200)]
    public async Task Put_OneAfterTheOther_EachHasItsOwnAnswer(string puts, params int[] expected)
    {
        var statuses = new List<int>();
        foreach (var put in puts.Split(", "))
        {
            var account = put.StartsWith("refused", StringComparison.Ordinal) ? LocalWorld.Second : LocalWorld.First;
            var path = put == "missing" ? "/no-such-bucket-here/key" : $"{Bucket}/key";
            statuses.Add(await AskAsync(account, path, put.EndsWith("empty", StringComparison.Ordinal) ? "" : "body"));
        }

        Assert.Equal(expected, statuses);
    }

    [Fact]
    public async Task Query_WithABodyThatIsTooLong_IsRefusedAndTheNextIsAnswered()
    {
        var key = SignedRequest.Key.Of(_world.Server.AdministratorOf(LocalWorld.First));
        var large = SignedRequest.Form(_world.Server.Endpoint, key, DateTimeOffset.UtcNow, "sts", "Action=None");
        var small = SignedRequest.GetCallerIdentity(_world.Server.Endpoint, key, DateTimeOffset.UtcNow);

        var refused = await _client.AskAsync(
            "POST /",
            large.AllHeaders(large.Sign()),
            new byte[33 * 1024 * 1024],
            Cancellation
        );
        var answered = await _client.AskAsync("POST /", small.AllHeaders(small.Sign()), small.Body, Cancellation);

        Assert.Equal((413, 200), (refused.Status, answered.Status));
    }

    async Task<int> AskAsync(string account, string path, string body)
    {
        var key = SignedRequest.Key.Of(_world.Server.AdministratorOf(account));
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = SignedRequest.S3(_world.Server.Endpoint, key, DateTimeOffset.UtcNow, "PUT", path, bytes);
        return (await _client.AskAsync($"PUT {path}", request.AllHeaders(request.Sign()), bytes, Cancellation)).Status;
    }

    const string Location =
        "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint></CreateBucketConfiguration>";

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _world.DisposeAsync();
    }
}
