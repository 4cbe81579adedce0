using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Build.Tests.LocalAws;

/// <summary>Signs requests by hand, so that a test can change any part before or after.</summary>
public static class SignedRequest
{
    public sealed record Key(string Id, string Secret, string? Token = null);

    public static Task<HttpResponseMessage> SendAsync(HttpClient http, Uri endpoint, Key key, DateTimeOffset time) =>
        http.SendAsync(
            Create(endpoint, key, time, "sts", "Action=GetCallerIdentity&Version=2011-06-15"),
            TestContext.Current.CancellationToken
        );

    /// <summary>A POST of a form, with host, date, token and content type signed.</summary>
    public static HttpRequestMessage Create(Uri endpoint, Key key, DateTimeOffset time, string service, string body)
    {
        var stamp = time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = "application/x-www-form-urlencoded",
            ["host"] = endpoint.Authority,
            ["x-amz-date"] = stamp,
        };
        if (key.Token is not null)
            headers["x-amz-security-token"] = key.Token;
        var names = string.Join(';', headers.Keys);
        var canonical =
            $"POST\n/\n\n{string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"))}\n{names}\n{Hash(body)}";
        var scope = $"{stamp[..8]}/eu-west-1/{service}/aws4_request";
        var signing = new[] { stamp[..8], "eu-west-1", service, "aws4_request" }.Aggregate(
            Encoding.UTF8.GetBytes("AWS4" + key.Secret),
            Hmac
        );
        var signature = Convert.ToHexStringLower(
            Hmac(signing, $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hash(canonical)}")
        );
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", headers["content-type"]);
        foreach (
            var (name, value) in headers.Where(header => header.Key.StartsWith("x-amz-", StringComparison.Ordinal))
        )
            request.Headers.TryAddWithoutValidation(name, value);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={key.Id}/{scope}, SignedHeaders={names}, Signature={signature}"
        );
        return request;
    }

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
