using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Deployment;
using LocalAws;

namespace Rehearsal.Pipelines;

/// <summary>Calls services of the JSON protocol of the local AWS, signed, for which the feed has no client.</summary>
sealed class LocalCalls(Uri endpoint, LocalAwsAccessKey key, string region, TimeProvider time) : IDisposable
{
    readonly HttpClient http = new();

    /// <summary>The answer of a call.</summary>
    /// <exception cref="BuildException">It is refused.</exception>
    public async Task<JsonObject> CallAsync(
        string service,
        string target,
        JsonObject body,
        CancellationToken cancellationToken
    )
    {
        using var request = Sign(service, target, Encoding.UTF8.GetBytes(body.ToJsonString()));
        using var response = await http.SendAsync(request, cancellationToken);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
        return response.IsSuccessStatusCode
            ? answer
            : throw new BuildException(
                new Finding(
                    RehearsalCodes.RehearsalFailed,
                    $"The local AWS refused {target}",
                    [$"{answer["__type"]}: {answer["message"]}"]
                )
            );
    }

    public void Dispose() => http.Dispose();

    HttpRequestMessage Sign(string service, string target, byte[] body)
    {
        var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{stamp[..8]}/{region}/{service}/aws4_request";
        const string Headers = "host;x-amz-date;x-amz-target";
        var canonical =
            $"POST\n/\n\nhost:{endpoint.Authority}\nx-amz-date:{stamp}\nx-amz-target:{target}\n\n{Headers}\n{Hash(body)}";
        var text = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var secret = Encoding.UTF8.GetBytes("AWS4" + key.SecretAccessKey);
        var signature = Convert.ToHexStringLower(Hmac(scope.Split('/').Aggregate(secret, Hmac), text));
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        request.Headers.Add("x-amz-date", stamp);
        request.Headers.Add("x-amz-target", target);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={key.AccessKeyId}/{scope}, SignedHeaders={Headers}, Signature={signature}"
        );
        return request;
    }

    static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
