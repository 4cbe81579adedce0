using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LocalAws;

namespace Build.Tests.LocalAws;

/// <summary>A request that is signed by hand, so that a test can change any part before or after.</summary>
public sealed record SignedRequest(Uri Endpoint, SignedRequest.Key Signer, DateTimeOffset Time)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public sealed record Key(string Id, string Secret, string? Token = null)
    {
        public static Key Of(LocalAwsAccessKey key) => new(key.AccessKeyId, key.SecretAccessKey);
    }

    public string Method { get; init; } = "POST";
    public string Path { get; init; } = "/";
    public string Query { get; init; } = "";
    public string Service { get; init; } = "sts";
    public string Region { get; init; } = "eu-west-1";
    public byte[] Body { get; init; } = [];
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>What the signature covers in place of the body's hash, as x-amz-content-sha256 says.</summary>
    public string? PayloadHash { get; init; }

    public string Stamp => Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
    public string Scope => $"{Stamp[..8]}/{Region}/{Service}/aws4_request";

    public static SignedRequest GetCallerIdentity(Uri endpoint, Key key, DateTimeOffset time) =>
        Form(endpoint, key, time, "sts", "Action=GetCallerIdentity&Version=2011-06-15");

    public static SignedRequest Form(Uri endpoint, Key key, DateTimeOffset time, string service, string form) =>
        new(endpoint, key, time)
        {
            Service = service,
            Body = Encoding.UTF8.GetBytes(form),
            Headers = new Dictionary<string, string> { ["content-type"] = "application/x-www-form-urlencoded" },
        };

    public static SignedRequest Json(
        Uri endpoint,
        Key key,
        DateTimeOffset time,
        string service,
        string target,
        string body
    ) =>
        new(endpoint, key, time)
        {
            Service = service,
            Body = Encoding.UTF8.GetBytes(body),
            Headers = new Dictionary<string, string>
            {
                ["content-type"] = "application/x-amz-json-1.1",
                ["x-amz-target"] = target,
            },
        };

    public static SignedRequest S3(
        Uri endpoint,
        Key key,
        DateTimeOffset time,
        string method,
        string path,
        byte[] body
    ) =>
        new(endpoint, key, time)
        {
            Service = "s3",
            Method = method,
            Path = path,
            Body = body,
            Headers = new Dictionary<string, string> { ["x-amz-content-sha256"] = Hash(body) },
        };

    public string Sign() => SignText($"{Algorithm}\n{Stamp}\n{Scope}\n{Hash(Encoding.UTF8.GetBytes(Canonical()))}");

    /// <summary>The signature of any text with this request's key.</summary>
    public string SignText(string text) =>
        Convert.ToHexStringLower(
            Hmac(
                new[] { Stamp[..8], Region, Service, "aws4_request" }.Aggregate(
                    Encoding.UTF8.GetBytes("AWS4" + Signer.Secret),
                    Hmac
                ),
                text
            )
        );

    public HttpRequestMessage ToMessage() => ToMessage(Sign());

    public HttpRequestMessage ToMessage(string signature)
    {
        var url = $"{Endpoint.GetLeftPart(UriPartial.Authority)}{Path}{(Query.Length > 0 ? "?" + Query : "")}";
        var message = new HttpRequestMessage(new HttpMethod(Method), new Uri(url));
        if (Body.Length > 0)
            message.Content = new ByteArrayContent(Body);
        foreach (var (name, value) in AllHeaders(signature).Where(header => header.Key != "host"))
        {
            if (name.StartsWith("content-", StringComparison.Ordinal))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
            else
                message.Headers.TryAddWithoutValidation(name, value);
        }
        return message;
    }

    /// <summary>The headers to send, the signature among them.</summary>
    public IEnumerable<KeyValuePair<string, string>> AllHeaders(string signature)
    {
        var names = string.Join(';', SignedHeaders().Keys);
        var authorization = $"{Algorithm} Credential={Signer.Id}/{Scope}, SignedHeaders={names}, Signature={signature}";
        return SignedHeaders().Append(new("Authorization", authorization));
    }

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    SortedDictionary<string, string> SignedHeaders()
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = Endpoint.Authority,
            ["x-amz-date"] = Stamp,
        };
        foreach (var (name, value) in Headers)
            headers[name] = value;
        if (Signer.Token is not null)
            headers["x-amz-security-token"] = Signer.Token;
        if (PayloadHash is not null)
            headers["x-amz-content-sha256"] = PayloadHash;
        return headers;
    }

    string Canonical()
    {
        var headers = SignedHeaders();
        var lines = string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"));
        return $"{Method}\n{CanonicalPath()}\n{CanonicalQuery()}\n{lines}\n{string.Join(';', headers.Keys)}\n{PayloadHash ?? Hash(Body)}";
    }

    /// <summary>S3 escapes the path once, other services escape it as it was sent once more.</summary>
    string CanonicalPath()
    {
        if (Path == "/")
            return Path;
        var once = Service == "s3" ? Uri.UnescapeDataString(Path) : Path;
        return Uri.EscapeDataString(once).Replace("%2F", "/", StringComparison.Ordinal);
    }

    string CanonicalQuery() =>
        string.Join(
            '&',
            Query
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => part.Split('=', 2).Select(Canonical).ToArray())
                .Select(pair => (Name: pair[0], Value: pair.ElementAtOrDefault(1) ?? ""))
                .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                .ThenBy(pair => pair.Value, StringComparer.Ordinal)
                .Select(pair => $"{pair.Name}={pair.Value}")
        );

    static string Canonical(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text.Replace('+', ' ')));

    static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
