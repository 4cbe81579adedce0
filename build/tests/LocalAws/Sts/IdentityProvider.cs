using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Build.Tests.LocalAws.Sts;

/// <summary>Signs tokens as an identity provider of a CI service does.</summary>
sealed class IdentityProvider : IDisposable
{
    readonly RSA _rsa = RSA.Create(2048);

    /// <summary>The JSON web key set that the tokens are checked with.</summary>
    public string KeySet()
    {
        var parameters = _rsa.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject
                {
                    ["kty"] = "RSA",
                    ["kid"] = "one",
                    ["n"] = Encode(parameters.Modulus!),
                    ["e"] = Encode(parameters.Exponent!),
                }
            ),
        }.ToJsonString();
    }

    public string Token(
        string issuer,
        string subject = "repo:owner/name",
        string audience = "sts.amazonaws.com",
        int validSeconds = 300
    )
    {
        var claims = new JsonObject
        {
            ["iss"] = issuer,
            ["sub"] = subject,
            ["aud"] = audience,
            ["exp"] = DateTimeOffset.UtcNow.AddSeconds(validSeconds).ToUnixTimeSeconds(),
        };
        var text =
            Encode("""{"alg":"RS256","kid":"one"}"""u8) + "." + Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        var signature = _rsa.SignData(
            Encoding.ASCII.GetBytes(text),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return $"{text}.{Encode(signature)}";
    }

    public void Dispose() => _rsa.Dispose();

    static string Encode(ReadOnlySpan<byte> bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
