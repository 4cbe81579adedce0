using System.Security.Cryptography;
using System.Text.Json;
using LocalAws.Protocol;

namespace LocalAws.Sts;

/// <summary>An OpenID Connect token: a JSON web token signed with RS256 or ES256.</summary>
sealed class WebIdentityToken
{
    readonly string _signed;
    readonly byte[] _signature;

    WebIdentityToken(string signed, byte[] signature, JsonElement header, JsonElement claims)
    {
        _signed = signed;
        _signature = signature;
        Algorithm = header.Text("alg") ?? "";
        KeyId = header.Text("kid");
        Issuer = claims.Text("iss") ?? throw Invalid("The token has no issuer.");
        Subject = claims.Text("sub") ?? throw Invalid("The token has no subject.");
        Expiration = Time(claims, "exp") ?? throw Invalid("The token has no expiration.");
        NotBefore = Time(claims, "nbf");
        Audiences =
            claims.TryGetProperty("aud", out var audience) && audience.ValueKind == JsonValueKind.String
                ? [audience.GetString()!]
                : claims.Texts("aud");
        AuthorizedParty = claims.Text("azp");
    }

    public string Algorithm { get; }

    public string? KeyId { get; }

    public string Issuer { get; }

    public string Subject { get; }

    public IReadOnlyList<string> Audiences { get; }

    public string? AuthorizedParty { get; }

    public DateTimeOffset Expiration { get; }

    public DateTimeOffset? NotBefore { get; }

    /// <summary>Parses a token without verifying it, or throws InvalidIdentityToken.</summary>
    public static WebIdentityToken Parse(string token)
    {
        if (token.Split('.') is not [var header, var claims, var signature])
            throw Invalid(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
            );
        try
        {
            using var parsedHeader = JsonDocument.Parse(Decode(header));
            using var parsedClaims = JsonDocument.Parse(Decode(claims));
            return new($"{header}.{claims}", Decode(signature), parsedHeader.RootElement, parsedClaims.RootElement);
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            throw Invalid(
                "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
            );
        }
        catch (AwsException error) when (error.Code == "SerializationException")
        {
            throw Invalid(error.Message);
        }
    }

    /// <summary>Whether one of the keys of a JSON web key set made the signature.</summary>
    public bool IsSignedBy(JsonElement keySet) =>
        keySet.Objects("keys").Any(key => (KeyId is null || key.Text("kid") == KeyId) && Verify(key));

    public static AwsException Invalid(string message) => new("InvalidIdentityToken", message);

    /// <summary>A key that cannot be used verifies nothing.</summary>
    bool Verify(JsonElement key)
    {
        try
        {
            return VerifyWith(key);
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return false;
        }
    }

    bool VerifyWith(JsonElement key)
    {
        var data = System.Text.Encoding.ASCII.GetBytes(_signed);
        if (Algorithm == "RS256" && key.Text("kty") == "RSA")
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = Member(key, "n"), Exponent = Member(key, "e") });
            return rsa.VerifyData(data, _signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        if (Algorithm == "ES256" && key.Text("kty") == "EC" && key.Text("crv") == "P-256")
        {
            var point = new ECPoint { X = Member(key, "x"), Y = Member(key, "y") };
            using var curve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return curve.VerifyData(data, _signature, HashAlgorithmName.SHA256);
        }
        return false;
    }

    static byte[] Member(JsonElement key, string name) =>
        Decode(key.Text(name) ?? throw Invalid("The key set is malformed."));

    static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var seconds)
        && seconds.ValueKind == JsonValueKind.Number
        && seconds.TryGetInt64(out var value)
        && value is > 0 and < 253402300799
            ? DateTimeOffset.FromUnixTimeSeconds(value)
            : null;

    static byte[] Decode(string text) =>
        Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '='));
}
