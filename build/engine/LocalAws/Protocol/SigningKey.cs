using System.Security.Cryptography;
using System.Text;

namespace LocalAws.Protocol;

/// <summary>The key that Signature Version 4 derives from a secret for one day, region and service.</summary>
sealed class SigningKey
{
    readonly byte[] _key;
    readonly string _scope;
    readonly string _date;

    public SigningKey(string secret, Authorization authorization)
        : this(secret, authorization.Scope) => _date = authorization.Date;

    /// <summary>The key that signs the policy of a form.</summary>
    public SigningKey(string secret, CredentialScope scope)
    {
        _scope = scope.ToString();
        _date = "";
        var day = Hmac(Encoding.UTF8.GetBytes("AWS4" + secret), scope.Date);
        _key = Hmac(Hmac(Hmac(day, scope.Region), scope.Service), "aws4_request");
    }

    /// <summary>The signature of a canonical request.</summary>
    public string SignRequest(string canonicalRequest) =>
        Sign($"{Authorization.Algorithm}\n{_date}\n{_scope}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}");

    /// <summary>The signature of the policy of a form, which is signed as it is sent.</summary>
    public string SignPolicy(string policy) => Sign(policy);

    /// <summary>The signature of a chunk of an aws-chunked body.</summary>
    public string SignChunk(string previous, string chunkHash) =>
        Sign($"{Authorization.Algorithm}-PAYLOAD\n{_date}\n{_scope}\n{previous}\n{EmptyHash}\n{chunkHash}");

    /// <summary>The signature of the trailer of an aws-chunked body.</summary>
    public string SignTrailer(string previous, string trailerHash) =>
        Sign($"{Authorization.Algorithm}-TRAILER\n{_date}\n{_scope}\n{previous}\n{trailerHash}");

    /// <summary>The SHA-256 of nothing.</summary>
    public const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Compares in constant time.</summary>
    public static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    string Sign(string text) => Convert.ToHexStringLower(Hmac(_key, text));

    static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
