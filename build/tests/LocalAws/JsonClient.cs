using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws;

/// <summary>Calls services of the JSON protocol for which there is no client on the feed.</summary>
public sealed class JsonClient(LocalWorld world, string service, string targetPrefix) : IDisposable
{
    readonly HttpClient _http = new();

    /// <summary>The answer of a call that succeeds.</summary>
    public async Task<JsonObject> CallAsync(string account, string operation, JsonObject body)
    {
        var (status, answer) = await SendAsync(
            SignedRequest.Key.Of(world.Server.AdministratorOf(account)),
            operation,
            body
        );
        Assert.True(status == 200, answer.ToJsonString());
        return answer;
    }

    /// <summary>The code of a call that fails.</summary>
    public async Task<string> RefusedAsync(string account, string operation, JsonObject body)
    {
        var (status, answer) = await SendAsync(
            SignedRequest.Key.Of(world.Server.AdministratorOf(account)),
            operation,
            body
        );
        Assert.Equal(400, status);
        return answer["__type"]!.GetValue<string>();
    }

    public async Task<(int Status, JsonObject Body)> SendAsync(SignedRequest.Key key, string operation, JsonObject body)
    {
        var request = SignedRequest.Json(
            world.Server.Endpoint,
            key,
            DateTimeOffset.UtcNow,
            service,
            $"{targetPrefix}.{operation}",
            body.ToJsonString()
        );
        using var answer = await _http.SendAsync(request.ToMessage(), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, JsonNode.Parse(text)!.AsObject());
    }

    public void Dispose() => _http.Dispose();
}
