using System.Net;
using System.Text;
using Build.Tests.LocalAws.CodeBuild;

namespace Build.Tests.LocalAws.Protocol;

/// <summary>Bodies that are made to exhaust memory or the stack are refused, and the server goes on.</summary>
public sealed class HostileBodyTests
{
    const int Levels = 100_000;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What it announces is nothing, and what it sends has no end.</summary>
    [Fact]
    public async Task Form_Chunked_IsRefusedOnceItIsTooLong()
    {
        await using var world = await LocalWorld.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, world.Server.Endpoint)
        {
            Content = new EndlessContent(),
        };
        request.Headers.TransferEncodingChunked = true;

        var status = await StatusAsync(http, request);

        Assert.Contains(status, (HttpStatusCode?[])[HttpStatusCode.RequestEntityTooLarge, null]);
        Assert.NotEmpty(await IdentityAsync(world, http));
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{a: ", "")]
    [InlineData("Resources: [", "")]
    [InlineData("{\"Resources\":[", "")]
    public async Task CreateStack_DeepTemplate_IsAValidationError(string opening, string rest)
    {
        await using var world = await LocalWorld.StartAsync();
        using var http = new HttpClient();
        var template = string.Concat(Enumerable.Repeat(opening, Levels)) + rest;
        var key = SignedRequest.Key.Of(world.Server.AdministratorOf(LocalWorld.First));
        var form =
            $"Action=CreateStack&Version=2010-05-15&StackName=deep&TemplateBody={Uri.EscapeDataString(template[..50_000])}";
        var request = SignedRequest.Form(world.Server.Endpoint, key, DateTimeOffset.UtcNow, "cloudformation", form);

        using var message = request.ToMessage();
        using var answer = await http.SendAsync(message, Cancellation);

        Assert.Contains(
            "ValidationError",
            await answer.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
        Assert.NotEmpty(await IdentityAsync(world, http));
    }

    [Fact]
    public async Task StartBuild_DeepBuildspec_FailsTheBuild()
    {
        await using var world = await CodeBuildWorld.StartAsync();

        var build = await world.RunAsync("version: 0.2\nphases: " + new string('[', Levels));

        Assert.Equal("FAILED", CodeBuildWorld.StatusOf(build));
    }

    /// <summary>Null where the server ended the connection while the body was still being sent.</summary>
    static async Task<HttpStatusCode?> StatusAsync(HttpClient http, HttpRequestMessage request)
    {
        try
        {
            using var answer = await http.SendAsync(request, Cancellation);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    static async Task<string> IdentityAsync(LocalWorld world, HttpClient http)
    {
        var key = SignedRequest.Key.Of(world.Server.AdministratorOf(LocalWorld.First));
        using var message = SignedRequest
            .GetCallerIdentity(world.Server.Endpoint, key, DateTimeOffset.UtcNow)
            .ToMessage();
        using var answer = await http.SendAsync(message, Cancellation);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>200 MB, a piece at a time.</summary>
    sealed class EndlessContent : HttpContent
    {
        public EndlessContent() => Headers.ContentType = new("application/x-www-form-urlencoded");

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var piece = Encoding.ASCII.GetBytes(new string('a', 1024 * 1024));
            for (var sent = 0; sent < 200; sent++)
                await stream.WriteAsync(piece, Cancellation);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
