using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Rehearsal.Workflows;

/// <summary>
/// Stands in for the issuer of a build system: gives jobs tokens on this machine, as GitHub does to whoever has the job's
/// secret, and signs them with a key of its own, which the local AWS knows.
/// </summary>
/// <remarks>GitHub Docs, "OpenID Connect reference", "Methods for requesting the OIDC token".</remarks>
sealed class TokenIssuer : IDisposable
{
    const string KeyId = "rehearsal";
    static readonly TimeSpan validity = TimeSpan.FromMinutes(5);

    readonly RSA rsa = RSA.Create(2048);
    readonly HttpListener listener = new();
    readonly ConcurrentDictionary<string, string> subjects = new(StringComparer.Ordinal);
    readonly TimeProvider time;

    public TokenIssuer(string issuer, TimeProvider time)
    {
        (Issuer, this.time) = (issuer, time);
        Url = new($"http://127.0.0.1:{FreePort()}/");
        listener.Prefixes.Add(Url.ToString());
        listener.Start();
        _ = ServeAsync();
    }

    public string Issuer { get; }

    public Uri Url { get; }

    /// <summary>The JSON web key set that its tokens are verified with.</summary>
    public string KeySet()
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject
                {
                    ["kty"] = "RSA",
                    ["kid"] = KeyId,
                    ["alg"] = "RS256",
                    ["use"] = "sig",
                    ["n"] = Encode(parameters.Modulus!),
                    ["e"] = Encode(parameters.Exponent!),
                }
            ),
        }.ToJsonString();
    }

    /// <summary>The variables with which a job asks for tokens of a subject.</summary>
    public IReadOnlyDictionary<string, string> Admit(string subject)
    {
        var secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
        subjects[secret] = subject;
        return new Dictionary<string, string>
        {
            ["ACTIONS_ID_TOKEN_REQUEST_URL"] = $"{Url}token?api-version=2.0",
            ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = secret,
        };
    }

    /// <summary>A token, valid for minutes.</summary>
    public string Token(string subject, string audience)
    {
        var now = time.GetUtcNow();
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["sub"] = subject,
            ["aud"] = audience,
            ["jti"] = RandomNumberGenerator.GetHexString(16),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + validity).ToUnixTimeSeconds(),
        };
        var header = new JsonObject
        {
            ["alg"] = "RS256",
            ["typ"] = "JWT",
            ["kid"] = KeyId,
        };
        var signed = $"{Encode(Bytes(header))}.{Encode(Bytes(claims))}";
        var signature = rsa.SignData(
            Encoding.ASCII.GetBytes(signed),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return $"{signed}.{Encode(signature)}";
    }

    public void Dispose()
    {
        listener.Close();
        rsa.Dispose();
    }

    async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext request;
            try
            {
                request = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Closed: there is nobody left to answer.
                return;
            }
            await AnswerAsync(request);
        }
    }

    async Task AnswerAsync(HttpListenerContext context)
    {
        using var response = context.Response;
        const string Scheme = "bearer ";
        var given = context.Request.Headers["Authorization"] ?? "";
        var secret = given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? given[Scheme.Length..] : "";
        if (
            context.Request.Url?.AbsolutePath != "/token"
            || !subjects.TryGetValue(secret, out var subject)
            || context.Request.QueryString["audience"] is not { Length: > 0 } audience
        )
        {
            response.StatusCode = (int)HttpStatusCode.Unauthorized;
            return;
        }
        response.ContentType = "application/json";
        await response.OutputStream.WriteAsync(Bytes(new JsonObject { ["value"] = Token(subject, audience) }));
    }

    static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    static string Encode(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
